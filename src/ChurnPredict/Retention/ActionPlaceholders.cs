namespace ChurnPredict.Retention;

/// <summary>What a catalogue's texts may name of a customer.</summary>
internal static class ActionPlaceholders
{
    /// <summary>The category that the customer buys most.</summary>
    public const string Category = "category";

    /// <summary>The channel on which the customer is most active.</summary>
    public const string Channel = "channel";

    /// <summary>The date of the last order.</summary>
    public const string LastOrderDate = "last_order_date";

    /// <summary>The date until which an offer holds: two weeks after the as-of date.</summary>
    public const string ValidUntil = "valid_until";

    /// <summary>The customer's loyalty rank.</summary>
    public const string Rank = "rank";

    public static readonly string[] Names = [Category, Channel, LastOrderDate, ValidUntil, Rank];
}

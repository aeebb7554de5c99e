namespace ChurnPredict.History;

/// <summary>A table of the contract: its name and columns, in the order in which they are read and checked.</summary>
/// <param name="Name">Its name in the contract.</param>
/// <param name="Columns">Its columns.</param>
internal sealed record TableSpec(string Name, IReadOnlyList<ColumnSpec> Columns)
{
    private static readonly ColumnSpec Customer = new("customer_id", ColumnRole.Customer, IsRequired: true);
    private static readonly ColumnSpec OccurredAt = new("occurred_at", ColumnRole.RowTime, IsRequired: true);
    private static readonly ColumnSpec IngestedAt = new("ingested_at", ColumnRole.Time);
    private static readonly ColumnSpec Channel = new("channel", ColumnRole.Word, Words: "channels");

    public static TableSpec Transactions { get; } = new("transactions",
    [
        Customer, OccurredAt,
        new("currency", ColumnRole.Currency),
        new("amount", ColumnRole.Amount, IsRequired: true),
        new("order_id", ColumnRole.OrderId),
        new("quantity", ColumnRole.Number),
        new("category", ColumnRole.Word, Words: "categories"),
        new("margin", ColumnRole.Money),
        new("list_price", ColumnRole.Money),
        new("promised_at", ColumnRole.Time),
        new("delivered_at", ColumnRole.Time),
        IngestedAt,
    ]);

    public static TableSpec Customers { get; } = new("customers",
    [
        Customer,
        new("valid_from", ColumnRole.Time),
        new("signed_up_at", ColumnRole.Time),
        new("cancelled_at", ColumnRole.Time),
        new("country", ColumnRole.Word, Words: "countries"),
        new("language", ColumnRole.Word, Words: "languages"),
        new("plan", ColumnRole.Word, Words: "plans"),
        new("birth_month", ColumnRole.Month),
        new("referred_by", ColumnRole.Referrer),
        new("consent_email", ColumnRole.Flag),
        new("consent_sms", ColumnRole.Flag),
        new("consent_phone", ColumnRole.Flag),
        IngestedAt,
    ]);

    public static TableSpec Engagement { get; } = new("engagement",
    [
        Customer, OccurredAt,
        new("kind", ColumnRole.RequiredWord, IsRequired: true, Words: "kinds"),
        new("value", ColumnRole.Number),
        Channel, IngestedAt,
    ]);

    public static TableSpec Satisfaction { get; } = new("satisfaction",
    [
        Customer, OccurredAt,
        new("instrument", ColumnRole.Instrument, IsRequired: true),
        new("score", ColumnRole.Score, IsRequired: true),
        new("scale_min", ColumnRole.Number),
        new("scale_max", ColumnRole.Number),
        new("aspect", ColumnRole.Word, Words: "aspects"),
        new("reason", ColumnRole.Word, Words: "reasons"),
        IngestedAt,
    ]);

    public static TableSpec Support { get; } = new("support",
    [
        Customer,
        new("opened_at", ColumnRole.RowTime, IsRequired: true),
        new("first_response_at", ColumnRole.Time),
        new("resolved_at", ColumnRole.Time),
        new("severity", ColumnRole.Severity),
        Channel,
        new("topic", ColumnRole.Word, Words: "topics"),
        IngestedAt,
    ]);

    public static TableSpec Touches { get; } = new("touches",
    [
        Customer, OccurredAt,
        new("action", ColumnRole.RequiredWord, IsRequired: true, Words: "actions"),
        Channel,
        new("cost", ColumnRole.Number),
        new("is_control", ColumnRole.Flag),
        new("redeemed_at", ColumnRole.Time),
        IngestedAt,
    ]);

    /// <summary>All tables, in the contract's order.</summary>
    public static IReadOnlyList<TableSpec> All { get; } = [Transactions, Customers, Engagement, Satisfaction, Support, Touches];
}

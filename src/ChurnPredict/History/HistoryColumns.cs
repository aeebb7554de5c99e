using System.Collections.Frozen;

namespace ChurnPredict.History;

/// <summary>Names of the tables and optional columns that a history has, such as <c>support</c> and <c>support.topic</c>.</summary>
public static class HistoryColumns
{
    /// <summary>Columns that say from when on a row is known or holds, whether a customer has left, which contacts were none, and to
    /// which the customer agreed.</summary>
    private static readonly FrozenSet<string> Steering = FrozenSet.Create(
        StringComparer.Ordinal,
        "customers.cancelled_at",
        "customers.consent_email",
        "customers.consent_phone",
        "customers.consent_sms",
        "customers.ingested_at",
        "customers.valid_from",
        "engagement.ingested_at",
        "satisfaction.ingested_at",
        "support.ingested_at",
        "support.resolved_at",
        "touches.ingested_at",
        "touches.is_control",
        "touches.redeemed_at",
        "transactions.ingested_at");

    /// <summary>The tables and optional columns that a store has, in ordinal order; attributes of customers are not among them.</summary>
    /// <param name="store">A history, or a part of it.</param>
    public static IReadOnlyList<string> Of(EventStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        var present = Transactions(store.Transactions)
            .Concat(store.Customers is { } customers ? Customers(customers) : [])
            .Concat(store.Engagement is { } engagement ? Engagement(engagement) : [])
            .Concat(store.Satisfaction is { } satisfaction ? Satisfaction(satisfaction) : [])
            .Concat(store.Support is { } support ? Support(support) : [])
            .Concat(store.Touches is { } touches ? Touches(touches) : []);
        return [.. present.Where(column => column.Value is not null).Select(column => column.Name).Order(StringComparer.Ordinal)];
    }

    /// <summary>Whether a column decides what is known when, or where a customer stands. Such a column counts for a customer described
    /// alone even where the history has none: features of it exist only in models whose own history had it.</summary>
    /// <param name="column">A column as <see cref="Of"/> spells it.</param>
    internal static bool IsSteering(string column) => Steering.Contains(column);

    private static IEnumerable<(string Name, object? Value)> Transactions(TransactionTable table) =>
    [
        ("transactions", table),
        ("transactions.quantity", table.Quantity),
        ("transactions.category", table.Category),
        ("transactions.margin", table.Margin),
        ("transactions.list_price", table.ListPrice),
        ("transactions.promised_at", table.PromisedAt),
        ("transactions.delivered_at", table.DeliveredAt),
        ("transactions.ingested_at", table.IngestedAt),
    ];

    private static IEnumerable<(string Name, object? Value)> Customers(CustomerTable table) =>
    [
        ("customers", table),
        ("customers.valid_from", table.ValidFrom),
        ("customers.ingested_at", table.IngestedAt),
        ("customers.signed_up_at", table.SignedUpAt),
        ("customers.cancelled_at", table.CancelledAt),
        ("customers.country", table.Country),
        ("customers.language", table.Language),
        ("customers.plan", table.Plan),
        ("customers.birth_month", table.BirthMonth),
        ("customers.referred_by", table.ReferredBy),
        ("customers.consent_email", table.ConsentEmail),
        ("customers.consent_sms", table.ConsentSms),
        ("customers.consent_phone", table.ConsentPhone),
        ("customers.label", table.Label),
    ];

    private static IEnumerable<(string Name, object? Value)> Engagement(EngagementTable table) =>
    [
        ("engagement", table),
        ("engagement.value", table.Value),
        ("engagement.channel", table.Channel),
        ("engagement.ingested_at", table.IngestedAt),
    ];

    private static IEnumerable<(string Name, object? Value)> Satisfaction(SatisfactionTable table) =>
    [
        ("satisfaction", table),
        ("satisfaction.aspect", table.Aspect),
        ("satisfaction.reason", table.Reason),
        ("satisfaction.ingested_at", table.IngestedAt),
    ];

    private static IEnumerable<(string Name, object? Value)> Support(SupportTable table) =>
    [
        ("support", table),
        ("support.first_response_at", table.FirstResponseAt),
        ("support.resolved_at", table.ResolvedAt),
        ("support.severity", table.Severity),
        ("support.channel", table.Channel),
        ("support.topic", table.Topic),
        ("support.ingested_at", table.IngestedAt),
    ];

    private static IEnumerable<(string Name, object? Value)> Touches(TouchTable table) =>
    [
        ("touches", table),
        ("touches.channel", table.Channel),
        ("touches.cost", table.Cost),
        ("touches.is_control", table.IsControl),
        ("touches.redeemed_at", table.RedeemedAt),
        ("touches.ingested_at", table.IngestedAt),
    ];
}

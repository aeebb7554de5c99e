using ChurnPredict.History;

namespace ChurnPredict.Tests.History;

/// <summary>The rows of a history, which can be cut at a date as they would have stood in the files on it.</summary>
internal sealed record HistoryRows
{
    public required HistoryDescription Description { get; init; }

    public required IReadOnlyList<TransactionRow> Transactions { get; init; }

    public required IReadOnlyList<CustomerRow> Customers { get; init; }

    public required IReadOnlyList<EngagementRow> Engagement { get; init; }

    public required IReadOnlyList<SatisfactionRow> Satisfaction { get; init; }

    public required IReadOnlyList<SupportRow> Support { get; init; }

    public required IReadOnlyList<TouchRow> Touches { get; init; }

    /// <summary>What was known before an instant: rows that had happened and become known, without what has not happened yet.</summary>
    public HistoryRows KnownBefore(long now)
    {
        bool IsKnown(long? at, long? ingestedAt) => !(at >= now) && !(ingestedAt >= now);
        long? Past(long? at) => at < now ? at : null;
        return this with
        {
            Transactions = [.. Transactions.Where(row => IsKnown(row.OccurredAt, row.IngestedAt)).Select(row => row with { DeliveredAt = Past(row.DeliveredAt) })],
            Customers = [.. Customers.Where(row => IsKnown(row.ValidFrom, row.IngestedAt)).Select(row => row with { SignedUpAt = Past(row.SignedUpAt), CancelledAt = Past(row.CancelledAt) })],
            Engagement = [.. Engagement.Where(row => IsKnown(row.OccurredAt, row.IngestedAt))],
            Satisfaction = [.. Satisfaction.Where(row => IsKnown(row.OccurredAt, row.IngestedAt))],
            Support = [.. Support.Where(row => IsKnown(row.OpenedAt, row.IngestedAt)).Select(row => row with { FirstResponseAt = Past(row.FirstResponseAt), ResolvedAt = Past(row.ResolvedAt) })],
            Touches = [.. Touches.Where(row => IsKnown(row.OccurredAt, row.IngestedAt)).Select(row => row with { RedeemedAt = Past(row.RedeemedAt) })],
        };
    }

    /// <summary>Builds the store.</summary>
    /// <param name="like">A history whose columns it has, and until when it observes; null = as the rows say.</param>
    public EventStore Build(EventStore? like = null)
    {
        var builder = new EventStoreBuilder(Description)
        {
            PresentColumns = like is null ? null : HistoryColumns.Of(like),
            AttributesLike = like?.Customers?.Attributes,
            ObservedUntil = like?.LastEventAt,
        };
        foreach (var row in Transactions) builder.Add(row);
        foreach (var row in Customers) builder.Add(row);
        foreach (var row in Engagement) builder.Add(row);
        foreach (var row in Satisfaction) builder.Add(row);
        foreach (var row in Support) builder.Add(row);
        foreach (var row in Touches) builder.Add(row);
        return builder.Build();
    }
}

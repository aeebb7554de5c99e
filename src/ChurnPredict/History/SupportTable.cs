namespace ChurnPredict.History;

/// <summary>Support tickets; <see cref="EventTable.OccurredAt"/> is when the ticket was opened. The other times are masked on
/// their own: resolved at or after the as-of date means still open.</summary>
public sealed class SupportTable : EventTable
{
    /// <summary>First response, microseconds UTC or <see cref="Instants.Missing"/>; null without the column.</summary>
    public long[]? FirstResponseAt { get; init; }

    /// <summary>Resolution, microseconds UTC or <see cref="Instants.Missing"/>; null without the column.</summary>
    public long[]? ResolvedAt { get; init; }

    /// <summary>Severity as a number (1 = lowest), NaN where absent; text severities low, medium, high, critical are 1 to 4;
    /// null without the column.</summary>
    public float[]? Severity { get; init; }

    /// <summary>Code into <see cref="HistoryVocabularies.Channels"/>; null without the column.</summary>
    public int[]? Channel { get; init; }

    /// <summary>Code into <see cref="HistoryVocabularies.Topics"/>; null without the column.</summary>
    public int[]? Topic { get; init; }
}

namespace ChurnPredict.Labels;

/// <summary>How dates of snapshots are laid out.</summary>
public sealed record RollingOriginOptions
{
    /// <summary>Days between neighbouring snapshots, 1 or more; null = a third of the horizon.</summary>
    public int? SpacingDays { get; init; }

    /// <summary>Days of history that must lie before the first snapshot, 0 or more; null = the horizon.</summary>
    public int? MinimumHistoryDays { get; init; }

    /// <summary>Most snapshots, the latest ones kept; 1 or more.</summary>
    public int MaximumSnapshots { get; init; } = 24;

    /// <summary>Most test dates, the latest ones kept; 1 or more.</summary>
    public int MaximumOrigins { get; init; } = 6;
}

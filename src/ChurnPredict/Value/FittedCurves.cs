using ChurnPredict.Labels;

namespace ChurnPredict.Value;

/// <summary>
/// Survival that was learned already. The level of churn on the test snapshot and the next order's interval ask for the same curves. Asked
/// from any threads; curves are learned once. Holds models, and names their snapshots without their rows.
/// </summary>
internal sealed class FittedCurves
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];

    /// <summary>The curves of some snapshots as of a date, which are learned when nobody asked for them before.</summary>
    /// <param name="tables">The very snapshots, in their order.</param>
    /// <param name="labelsUntil">The as-of date.</param>
    /// <param name="season">The season that periods follow.</param>
    /// <param name="learn">Learns them; null = too little was observed.</param>
    public SurvivalModel? Get(SnapshotTable[] tables, DateOnly labelsUntil, PurchaseSeason? season, Func<SurvivalModel?> learn)
    {
        Entry? entry;
        lock (_lock)
        {
            entry = _entries.Find(known => known.LabelsUntil == labelsUntil && Equals(known.Season, season) && known.Tables.SequenceEqual(tables, ReferenceEqualityComparer.Instance));
            if (entry is null) _entries.Add(entry = new Entry(tables, labelsUntil, season, new Lazy<SurvivalModel?>(learn)));
        }

        return entry.Model.Value;
    }

    private sealed record Entry(SnapshotTable[] Tables, DateOnly LabelsUntil, PurchaseSeason? Season, Lazy<SurvivalModel?> Model);
}

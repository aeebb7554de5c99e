namespace ChurnPredict.History;

/// <summary>Counts what is found, by table, column and kind, and keeps the first place of each: the first in the order of files,
/// row groups and rows, whichever thread saw it first.</summary>
internal sealed class FindingCollector
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<(string Table, string Column, string Kind), Entry> _entries = [];

    /// <summary>Adds rows of one row group.</summary>
    /// <param name="finding">What was found.</param>
    /// <param name="count">Number of rows, 1 or more.</param>
    /// <param name="firstRow">The first of them in the row group.</param>
    /// <param name="place">Which row group.</param>
    /// <param name="detail">What the first of them held; null = nothing to add. Never a whole row.</param>
    public void Add(in Finding finding, long count, int firstRow, in RowGroupPlace place, string? detail)
    {
        lock (_lock)
        {
            var key = (finding.Table, finding.Column ?? "", finding.Kind);
            if (!_entries.TryGetValue(key, out var entry)) _entries.Add(key, entry = new Entry(finding));
            entry.Count += count;
            if (entry.Place is { } first && (first, entry.Row).CompareTo((place, firstRow)) <= 0) return;
            (entry.Place, entry.Row, entry.Detail) = (place, firstRow, detail);
        }
    }

    /// <summary>Everything found, ordered by table, column and kind.</summary>
    public IReadOnlyList<HistoryFinding> ToList()
    {
        lock (_lock) return [.. _entries.Values.Select(entry => entry.ToFinding())];
    }

    private sealed class Entry(Finding finding)
    {
        public long Count { get; set; }

        public RowGroupPlace? Place { get; set; }

        public int Row { get; set; }

        public string? Detail { get; set; }

        public HistoryFinding ToFinding() => new(
            finding.Table,
            finding.Column,
            $"found {(Detail is null ? finding.Kind : $"{finding.Kind} ({Detail})")}, expected {finding.Expected}",
            Count,
            $"{Place!.Value.File}, row group {Place.Value.RowGroup}, row {Row}",
            finding.IsLeftOut,
            finding.IsExpected);
    }
}

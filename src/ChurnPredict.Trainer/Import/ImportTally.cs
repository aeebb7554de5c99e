namespace ChurnPredict.Trainer.Import;

/// <summary>Counts what an import reads and what it leaves out, by reason, with the first place.</summary>
internal sealed class ImportTally
{
    private readonly SortedDictionary<string, (long Count, string First)> _leftOut = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (long Count, string First)> _notes = new(StringComparer.Ordinal);

    public long RowsRead { get; private set; }

    /// <summary>Reason → rows left out and the first of them.</summary>
    public IReadOnlyDictionary<string, (long Count, string First)> LeftOut => _leftOut;

    /// <summary>What else happened → rows and the first of them.</summary>
    public IReadOnlyDictionary<string, (long Count, string First)> Notes => _notes;

    public void Read() => RowsRead++;

    public void LeaveOut(string reason, string where) => Add(_leftOut, reason, where);

    public void Note(string what, string where) => Add(_notes, what, where);

    private static void Add(SortedDictionary<string, (long Count, string First)> counts, string key, string where) =>
        counts[key] = counts.TryGetValue(key, out var entry) ? (entry.Count + 1, entry.First) : (1, where);
}

namespace ChurnPredict.Trainer.Generation;

/// <summary>What was generated.</summary>
internal sealed record GenerationSummary
{
    public required int Customers { get; init; }

    /// <summary>First local day.</summary>
    public required DateOnly FirstDay { get; init; }

    /// <summary>The day after the last one: the latest truth snapshot.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>Rows by table, the truth's included.</summary>
    public required IReadOnlyDictionary<string, long> Rows { get; init; }

    /// <summary>Rows of the event tables.</summary>
    public long Events => Rows.Where(pair => pair.Key is not ("customers" or "truth")).Sum(pair => pair.Value);
}

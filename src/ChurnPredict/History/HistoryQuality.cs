namespace ChurnPredict.History;

/// <summary>What was read of a history and what was left out, and why: the material of the input-quality report.</summary>
public sealed record HistoryQuality
{
    /// <summary>One entry a table that is present.</summary>
    public IReadOnlyList<TableQuality> Tables { get; init; } = [];

    /// <summary>See <see cref="TableQuality.MissingLabel"/>.</summary>
    public string? MissingLabel => Tables.Select(table => table.MissingLabel).FirstOrDefault(missing => missing is not null);

    /// <summary>Currency → rows given in it; empty without a currency column.</summary>
    public IReadOnlyDictionary<string, long> Currencies { get; init; } = new Dictionary<string, long>();
}

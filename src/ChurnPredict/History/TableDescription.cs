namespace ChurnPredict.History;

/// <summary>Where one table stands and how its columns are called.</summary>
public sealed record TableDescription
{
    /// <summary>File or folder, relative to the history folder; null = the table's name.</summary>
    public string? Path { get; init; }

    /// <summary>From the contract's column name to the file's; columns not named keep their name.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>();

    /// <summary>Rows to keep, all of which must hold, such as <c>quantity > 0</c>, by the file's column names.</summary>
    public IReadOnlyList<string> Filters { get; init; } = [];
}

namespace ChurnPredict.Parquet;

/// <summary>A file is not the Parquet that it says it is, or holds what this reader refuses by name. The message says what
/// was found, what was expected, and where.</summary>
public sealed class InvalidParquetFileException : Exception
{
    /// <summary>Says what is wrong in <paramref name="path"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="finding">What was found and what was expected.</param>
    /// <param name="rowGroup">The row group, from 0; null when the footer itself is bad.</param>
    /// <param name="column">The column's name; null when no column is concerned.</param>
    /// <param name="offset">The byte in the file; null when unknown.</param>
    /// <param name="innerException">What the decoder ran into; null when the check itself found it.</param>
    public InvalidParquetFileException(
        string path, string finding, int? rowGroup = null, string? column = null, long? offset = null, Exception? innerException = null)
        : base(Describe(path, finding, rowGroup, column, offset), innerException)
    {
        Path = path;
        RowGroup = rowGroup;
        Column = column;
        Offset = offset;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The row group, from 0; null when the footer itself is bad.</summary>
    public int? RowGroup { get; }

    /// <summary>The column's name; null when no column is concerned.</summary>
    public string? Column { get; }

    /// <summary>The byte in the file; null when unknown.</summary>
    public long? Offset { get; }

    private static string Describe(string path, string finding, int? rowGroup, string? column, long? offset)
    {
        var where = new List<string>();
        if (rowGroup is not null) where.Add($"row group {rowGroup}");
        if (column is not null) where.Add($"column '{column}'");
        if (offset is not null) where.Add($"offset {offset}");
        return where.Count == 0 ? $"{path}: {finding}" : $"{path} ({string.Join(", ", where)}): {finding}";
    }
}

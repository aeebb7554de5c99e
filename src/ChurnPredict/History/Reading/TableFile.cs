using ChurnPredict.Parquet;

namespace ChurnPredict.History;

/// <summary>One open file of a table.</summary>
/// <param name="Index">Its place among the table's files.</param>
/// <param name="RelativePath">Relative to the history folder, for messages.</param>
/// <param name="Reader">The open file.</param>
/// <param name="FolderValues">Values that hive folders <c>key=value</c> above the file give to all its rows; null = the hive null.</param>
internal sealed record TableFile(
    int Index, string RelativePath, ParquetFileReader Reader, IReadOnlyDictionary<string, string?> FolderValues)
{
    public RowGroupPlace Place(int rowGroup) => new(Index, rowGroup, RelativePath);

    public ParquetField? Field(string name) => Reader.Fields.FirstOrDefault(field => field.Name == name);
}

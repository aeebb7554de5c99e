using ChurnPredict.Parquet;

namespace ChurnPredict.History;

/// <summary>The files of one table, found and opened: a file, or a folder read recursively in ordinal order of paths. Names that
/// start with <c>_</c> or <c>.</c> are passed over, as other tools do.</summary>
internal sealed class TableFiles : IDisposable
{
    private const string HiveNull = "__HIVE_DEFAULT_PARTITION__";

    private TableFiles(IReadOnlyList<TableFile> files) => Files = files;

    public IReadOnlyList<TableFile> Files { get; }

    public long RowCount => Files.Sum(file => file.Reader.RowCount);

    /// <summary>Opens the files of a table; null when the history lacks it.</summary>
    public static TableFiles? Open(string folder, string table, TableDescription? description)
    {
        if (Find(folder, table, description?.Path) is not { } paths) return null;
        var files = new List<TableFile>();
        try
        {
            foreach (var path in paths)
            {
                var relative = Path.GetRelativePath(folder, path);
                files.Add(new TableFile(files.Count, relative, ParquetFileReader.Open(path), FolderValues(relative)));
            }
        }
        catch
        {
            foreach (var file in files) file.Reader.Dispose();
            throw;
        }

        return new TableFiles(files);
    }

    public void Dispose()
    {
        foreach (var file in Files) file.Reader.Dispose();
    }

    private static IReadOnlyList<string>? Find(string folder, string table, string? mapped)
    {
        var file = Path.Combine(folder, mapped ?? $"{table}.parquet");
        var directory = Path.Combine(folder, mapped ?? table);
        var (hasFile, hasDirectory) = (File.Exists(file), Directory.Exists(directory));
        if (hasFile && hasDirectory)
            throw new InvalidCustomerDataException($"{table}: found both {file} and {directory}, expected one of them (or a path in {HistoryDescriptionFile.FileName})");
        if (hasFile) return [file];
        if (hasDirectory) return InFolder(table, directory);
        return mapped is null ? null : throw new InvalidCustomerDataException($"{table}: found nothing at {file}, expected the file or folder that {HistoryDescriptionFile.FileName} names");
    }

    private static IReadOnlyList<string> InFolder(string table, string directory)
    {
        var paths = Directory.EnumerateFiles(directory, "*.parquet", SearchOption.AllDirectories)
            .Where(path => !Path.GetRelativePath(directory, path).Split(Path.DirectorySeparatorChar).Any(part => part[0] is '_' or '.'))
            .Order(StringComparer.Ordinal).ToArray();
        return paths.Length > 0 ? paths : throw new InvalidCustomerDataException($"{table}: found no *.parquet file in {directory}, expected at least one");
    }

    private static Dictionary<string, string?> FolderValues(string relativePath)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var part in Path.GetDirectoryName(relativePath)!.Split(Path.DirectorySeparatorChar))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0) continue;
            var value = Uri.UnescapeDataString(part[(at + 1)..]);
            values[Uri.UnescapeDataString(part[..at])] = value == HiveNull ? null : value;
        }

        return values;
    }
}

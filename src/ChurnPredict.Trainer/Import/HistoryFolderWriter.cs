using ChurnPredict.History;

namespace ChurnPredict.Trainer.Import;

/// <summary>Writes a history folder: tables grow in a hidden folder inside and come to their names together at the end, so that a
/// crash leaves the last good history.</summary>
internal sealed class HistoryFolderWriter : IDisposable
{
    private readonly string _folder;
    private readonly string _growing;
    private readonly List<(string Name, TableWriter Writer)> _tables = [];

    public HistoryFolderWriter(string folder)
    {
        _folder = folder;
        _growing = Path.Combine(folder, ".import");
        RefuseForeignFolder();
        if (Directory.Exists(_growing)) Directory.Delete(_growing, recursive: true);
        Directory.CreateDirectory(_growing);
    }

    public IEnumerable<(string Name, long RowCount)> Tables => _tables.Select(table => (table.Name, table.Writer.RowCount));

    public TableWriter Table(string name)
    {
        var writer = new TableWriter(Path.Combine(_growing, $"{name}.parquet"));
        _tables.Add((name, writer));
        return writer;
    }

    public void Complete(HistoryDescription description, string comment)
    {
        foreach (var (_, writer) in _tables) writer.Complete();
        HistoryDescriptionFile.WriteTo(_growing, description, comment);
        foreach (var file in HistoryDescriptionFile.TableNames.Select(name => $"{name}.parquet").Append(HistoryDescriptionFile.FileName))
            File.Delete(Path.Combine(_folder, file));
        foreach (var path in Directory.EnumerateFiles(_growing)) File.Move(path, Path.Combine(_folder, Path.GetFileName(path)));
    }

    public void Dispose()
    {
        foreach (var (_, writer) in _tables) writer.Dispose();
        if (Directory.Exists(_growing)) Directory.Delete(_growing, recursive: true);
    }

    private void RefuseForeignFolder()
    {
        var tableFolder = HistoryDescriptionFile.TableNames.FirstOrDefault(name => Directory.Exists(Path.Combine(_folder, name)));
        if (tableFolder is not null)
            throw new InvalidCustomerDataException($"{_folder}: found the table folder {tableFolder}/, expected an empty folder or one written by import");
    }
}

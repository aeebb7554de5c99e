using ChurnPredict.History;
using ChurnPredict.ModelStore;

namespace ChurnPredict.Trainer.Import;

/// <summary>Writes a history folder. Tables grow in a hidden folder inside, which is renamed when all are whole; then its files move to
/// their names. A crash before leaves the last good history, and after a later one the next import finishes the moves. What no import
/// wrote is never replaced; a symbolic link in a table's place stays one.</summary>
internal sealed class HistoryFolderWriter : IDisposable
{
    private readonly string _folder;
    private readonly string _growing;
    private readonly string _whole;
    private readonly IReadOnlyList<string> _made;
    private readonly List<(string Name, TableWriter Writer)> _tables = [];

    /// <exception cref="InvalidCustomerDataException">The folder holds a history that no import wrote, or is a file.</exception>
    public HistoryFolderWriter(string folder)
    {
        _folder = folder;
        _growing = Path.Combine(folder, ".import");
        _whole = Path.Combine(folder, ".import-whole");
        RefuseForeignFolder();
        if (Directory.Exists(_whole)) MoveIn();
        if (Directory.Exists(_growing)) Directory.Delete(_growing, recursive: true);
        _made = Missing(folder);
        Directory.CreateDirectory(_growing);
    }

    public IEnumerable<(string Name, long RowCount)> Tables => _tables.Select(table => (table.Name, table.Writer.RowCount));

    /// <summary>Where the replaced <c>history.yaml</c> was kept because a person may have edited it; null when there was none such.</summary>
    public string? EditedDescriptionCopy { get; private set; }

    public TableWriter Table(string name)
    {
        var writer = new TableWriter(Path.Combine(_growing, FileOf(name)));
        _tables.Add((name, writer));
        return writer;
    }

    public void Complete(HistoryDescription description, string format, string notes)
    {
        foreach (var (_, writer) in _tables) writer.Complete();
        ImportedDescription.WriteTo(_growing, description, format, _tables.Select(table => table.Name), notes);
        Directory.Move(_growing, _whole);
        MoveIn();
    }

    /// <summary>Takes back what a failed import left, with the folders that it made.</summary>
    public void Dispose()
    {
        foreach (var (_, writer) in _tables) writer.Dispose();
        if (Directory.Exists(_growing)) Directory.Delete(_growing, recursive: true);
        foreach (var made in _made.Where(made => Directory.Exists(made) && !Directory.EnumerateFileSystemEntries(made).Any())) Directory.Delete(made);
    }

    private static string FileOf(string table) => $"{table}.parquet";

    /// <summary>Folders that making <paramref name="folder"/> will make, the deepest first.</summary>
    private static List<string> Missing(string folder)
    {
        var missing = new List<string>();
        for (var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)); path is not null && !Directory.Exists(path); path = Path.GetDirectoryName(path))
            missing.Add(path);
        return missing;
    }

    /// <summary>Can be stopped anywhere and begun again: as long as the new description has not moved, no new table has, and once it has
    /// moved, old tables without a successor are gone.</summary>
    private void MoveIn()
    {
        if (File.Exists(Path.Combine(_whole, HistoryDescriptionFile.FileName)))
        {
            KeepEditedDescription();
            foreach (var file in HistoryDescriptionFile.TableNames.Select(FileOf).Where(file => !File.Exists(Path.Combine(_whole, file))))
                File.Delete(Path.Combine(_folder, file));
            MoveIn(HistoryDescriptionFile.FileName);
        }

        foreach (var path in Directory.GetFiles(_whole)) MoveIn(Path.GetFileName(path));
        Directory.Delete(_whole);
    }

    /// <summary>What a link leads to may stand on another disk, where no file is moved at once: there it is copied under a temporary name
    /// first, and goes from here when the copy has its own.</summary>
    private void MoveIn(string file)
    {
        var (from, to) = (Path.Combine(_whole, file), Path.Combine(_folder, file));
        if (new FileInfo(to).LinkTarget is null)
        {
            File.Move(from, to, overwrite: true);
            return;
        }

        AtomicFile.Write(to, stream =>
        {
            using var whole = File.OpenRead(from);
            whole.CopyTo(stream);
        });
        File.Delete(from);
    }

    private void KeepEditedDescription()
    {
        if (ImportedDescription.ReadFrom(_folder) is not { IsAsWritten: false }) return;
        var path = Path.Combine(_folder, HistoryDescriptionFile.FileName);
        var copies = Enumerable.Range(1, int.MaxValue).Select(number => number == 1 ? $"{path}.bak" : $"{path}.bak-{number}");
        EditedDescriptionCopy = copies.First(copy => !Path.Exists(copy));
        File.Copy(path, EditedDescriptionCopy);
    }

    private void RefuseForeignFolder()
    {
        if (File.Exists(_folder)) throw new InvalidCustomerDataException($"{_folder}: found a file, expected a folder or nothing");
        var imported = ImportedDescription.ReadFrom(_folder);
        var tableFolders = HistoryDescriptionFile.TableNames.Where(name => Directory.Exists(Path.Combine(_folder, name))).Select(name => $"{name}/");
        var files = HistoryDescriptionFile.TableNames.Except(imported?.Tables ?? []).Select(FileOf);
        if (imported is null) files = files.Append(HistoryDescriptionFile.FileName);
        string[] foreign = [.. tableFolders, .. files.Where(file => File.Exists(Path.Combine(_folder, file)))];
        if (foreign.Length > 0)
            throw new InvalidCustomerDataException($"{_folder}: found {string.Join(", ", foreign)}, which no import wrote, expected a folder without a history or one written by import");
    }
}

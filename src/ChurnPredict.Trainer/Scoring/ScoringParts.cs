using System.Globalization;
using System.Text.Json;
using ChurnPredict.ModelStore;
using ChurnPredict.Parquet;

namespace ChurnPredict.Trainer.Scoring;

/// <summary>
/// The finished parts of a score file, in a folder beside it, until all are there: <c>manifest.json</c> (<see cref="ScoringKey"/>),
/// <c>part-NNNNNN.parquet</c> (one block of customers, its tally in the file's metadata) and <c>lock</c>. Each part is written under
/// a temporary name and renamed, so a part that is there is whole.
/// </summary>
internal sealed class ScoringParts : IDisposable
{
    private const string Suffix = ".parts";
    private const string ManifestFile = "manifest.json";
    private const string LockFile = "lock";

    private readonly FileStream _lock;

    private ScoringParts(string folder, FileStream held, int count) => (Folder, _lock, Count) = (folder, held, count);

    /// <summary>Parts that the output consists of.</summary>
    public int Count { get; }

    /// <summary>The folder of the parts.</summary>
    public string Folder { get; }

    /// <summary>Parts that a stopped run left and this one need not make again.</summary>
    public int FoundCount { get; private set; }

    /// <summary>Why parts of a stopped run are not used; null when they are or there were none.</summary>
    public string? StartedAnew { get; private set; }

    public static string FolderFor(string output) => output + Suffix;

    /// <summary>Opens the folder of an output; parts of a run with another key are removed.</summary>
    /// <param name="output">The score file.</param>
    /// <param name="key">What the rows depend on.</param>
    /// <param name="count">Parts that the output consists of.</param>
    /// <exception cref="IOException">Another run is writing the same output.</exception>
    public static ScoringParts Open(string output, SortedDictionary<string, string> key, int count)
    {
        var folder = FolderFor(output);
        Directory.CreateDirectory(folder);
        var parts = new ScoringParts(folder, Lock(folder), count);
        parts.StartedAnew = parts.Difference(key);
        if (parts.StartedAnew is not null) parts.RemoveParts();
        AtomicFile.Write(Path.Combine(folder, ManifestFile), stream => JsonSerializer.Serialize(stream, key));
        parts.FoundCount = Enumerable.Range(0, count).Count(parts.IsDone);
        return parts;
    }

    public bool IsDone(int number) => File.Exists(PathOf(number));

    public string PathOf(int number) => Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"part-{number:000000}.parquet"));

    /// <summary>Puts the parts together under the output's name; afterwards there are no parts any more.</summary>
    public ScoringTally Assemble(string output, IReadOnlyList<ParquetField> fields, ParquetWriterOptions options, IProgress<double>? progress)
    {
        var names = fields.Select(field => field.Name).ToArray();
        var tally = new ScoringTally();
        using (var writer = ParquetFileWriter.Create(output, fields, options))
        {
            for (var number = 0; number < Count; number++)
            {
                using var reader = ParquetFileReader.Open(PathOf(number));
                tally.Add(PartTally.Parse(reader.Metadata[PartTally.MetadataKey]));
                for (var group = 0; group < reader.RowGroups.Count; group++) writer.WriteRowGroup(reader.ReadColumns(group, names, options.ThreadCount));
                progress?.Report((number + 1.0) / Count);
            }

            writer.Complete();
        }

        Remove();
        return tally;
    }

    public void Dispose() => _lock.Dispose();

    private static FileStream Lock(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new IOException($"{folder}: found the parts in use, expected no other run that writes the same file", exception);
        }
    }

    private string? Difference(SortedDictionary<string, string> key)
    {
        var path = Path.Combine(Folder, ManifestFile);
        if (!File.Exists(path)) return null;
        var before = ReadManifest(path);
        if (before is null) return $"{path} is not readable";
        var changed = key.FirstOrDefault(pair => before.GetValueOrDefault(pair.Key) != pair.Value);
        return changed.Key is null ? null : $"{changed.Key} was {before.GetValueOrDefault(changed.Key, "not said")} and is {changed.Value}";
    }

    private static Dictionary<string, string>? ReadManifest(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(path));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Removes what this class wrote and nothing else that may stand in the folder.</summary>
    private void Remove()
    {
        RemoveParts();
        File.Delete(Path.Combine(Folder, ManifestFile));
        _lock.Dispose();
        File.Delete(Path.Combine(Folder, LockFile));
        if (!Directory.EnumerateFileSystemEntries(Folder).Any()) Directory.Delete(Folder);
    }

    private void RemoveParts()
    {
        foreach (var path in Directory.EnumerateFiles(Folder, "part-*.parquet*")) File.Delete(path);
    }
}

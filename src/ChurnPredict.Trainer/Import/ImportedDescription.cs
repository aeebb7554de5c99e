using System.Security.Cryptography;
using System.Text;
using ChurnPredict.History;

namespace ChurnPredict.Trainer.Import;

/// <summary>A <c>history.yaml</c> that an import wrote. Its first lines say so, name the tables that came with it and carry a hash of
/// all other lines, so that a later import knows what it may replace and whether a person has edited the file.</summary>
/// <param name="Tables">Tables that the import wrote; all there can be where an earlier version did not name them.</param>
/// <param name="IsAsWritten">Whether the hash is there and agrees.</param>
internal sealed record ImportedDescription(IReadOnlyList<string> Tables, bool IsAsWritten)
{
    private const string CommentMark = "# ";
    private const string AuthorKey = "Written by: churnpredict import ";
    private const string TablesKey = "Tables: ";
    private const string HashKey = "SHA-256 of the other lines, which tells the next import whether this file was edited: ";

    /// <summary>null when the folder has no <c>history.yaml</c>, or one that no import wrote.</summary>
    public static ImportedDescription? ReadFrom(string folder)
    {
        var path = Path.Combine(folder, HistoryDescriptionFile.FileName);
        if (!File.Exists(path)) return null;
        var lines = File.ReadAllLines(path);
        if (ValueOf(lines, AuthorKey) is null) return null;
        return new ImportedDescription(
            ValueOf(lines, TablesKey)?.Split(", ") ?? HistoryDescriptionFile.TableNames,
            ValueOf(lines, HashKey) == HashOf(lines));
    }

    /// <param name="folder">An existing folder that nobody reads yet.</param>
    /// <param name="description">The settings.</param>
    /// <param name="format">What was imported.</param>
    /// <param name="tables">Names of the tables that the import wrote.</param>
    /// <param name="notes">Lines for people; may be empty.</param>
    public static void WriteTo(string folder, HistoryDescription description, string format, IEnumerable<string> tables, string notes)
    {
        var path = Path.Combine(folder, HistoryDescriptionFile.FileName);
        HistoryDescriptionFile.WriteTo(folder, description, $"{AuthorKey}{format}\n{TablesKey}{string.Join(", ", tables)}\n{notes}".TrimEnd());
        var lines = File.ReadAllLines(path).ToList();
        lines.Insert(2, CommentMark + HashKey + HashOf(lines));
        File.WriteAllText(path, string.Concat(lines.Select(line => line + "\n")));
    }

    private static string? ValueOf(IEnumerable<string> lines, string key) =>
        lines.FirstOrDefault(line => Has(line, key))?[(CommentMark.Length + key.Length)..];

    private static bool Has(string line, string key) => line.StartsWith(CommentMark + key, StringComparison.Ordinal);

    /// <summary>Over lines, so that an editor's line ends are no edit.</summary>
    private static string HashOf(IEnumerable<string> lines) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Join('\n', lines.Where(line => !Has(line, HashKey))))));
}

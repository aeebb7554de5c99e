using System.Security.Cryptography;
using System.Text;

namespace ChurnPredict.History;

/// <summary>Tells one state of a history folder from another without reading the rows: by names, lengths and times of change of the
/// files that its tables consist of, and by what <c>history.yaml</c> says.</summary>
public static class HistoryFingerprint
{
    /// <summary>The fingerprint of a folder as it is now, 64 hexadecimal digits.</summary>
    /// <param name="folder">The history folder.</param>
    /// <exception cref="InvalidCustomerDataException"><c>history.yaml</c> or a table is not what a history needs.</exception>
    /// <exception cref="Parquet.InvalidParquetFileException">A file is damaged.</exception>
    public static string Of(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var description = HistoryDescriptionFile.ReadFrom(folder);
        hash.AppendData(Encoding.UTF8.GetBytes(HistoryDescriptionFile.Format(description)));
        using var tables = OpenTables.Open(folder, description, needsLabel: false);
        foreach (var table in tables.Tables)
        {
            foreach (var file in table.Files.Files)
            {
                var state = new FileInfo(file.Reader.Path);
                hash.AppendData(Encoding.UTF8.GetBytes($"\0{table.Spec.Name}\0{file.RelativePath}\0{state.Length}\0{state.LastWriteTimeUtc.Ticks}"));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

using System.Security.Cryptography;
using System.Text;
using ChurnPredict.History;
using ChurnPredict.Parquet;
using ChurnPredict.Scoring;

namespace ChurnPredict.Trainer.Scoring;

/// <summary>The tiers that stand in an earlier score file, a byte a customer beside their ids.</summary>
internal sealed class FileTiers : ITiersBefore
{
    private const byte NoTier = byte.MaxValue;
    private static readonly string[] Columns = ["customer_id", "risk_tier"];

    private readonly CustomerIds _ids;
    private readonly byte[] _tiers;

    private FileTiers(string path, string fingerprint, CustomerIds ids, byte[] tiers) => (Path, Fingerprint, _ids, _tiers) = (path, fingerprint, ids, tiers);

    /// <summary>The file.</summary>
    public string Path { get; }

    public string Fingerprint { get; }

    /// <summary>Customers that stand in it.</summary>
    public int CustomerCount => _tiers.Length;

    /// <exception cref="InvalidCustomerDataException">The file is not a score file: a column is missing, a tier is unknown, a
    /// customer stands in it twice.</exception>
    public static FileTiers Read(string path)
    {
        using var reader = ParquetFileReader.Open(path);
        foreach (var column in Columns)
        {
            if (!reader.Fields.Any(field => field.Name == column && field.Kind == ParquetValueKind.Text))
                throw new InvalidCustomerDataException($"{path}: found no text column {column}, expected a score file");
        }

        using var ids = new MemoryStream();
        var offsets = new List<long> { 0 };
        var tiers = new List<byte>();
        for (var group = 0; group < reader.RowGroups.Count; group++)
        {
            var columns = reader.ReadColumns(group, Columns);
            AddIds((ParquetTextColumn)columns[0], ids, offsets, path);
            AddTiers((ParquetTextColumn)columns[1], tiers, path);
        }

        var before = new FileTiers(path, FingerprintOf(path), new CustomerIds(ids.ToArray(), [.. offsets]), [.. tiers]);
        before.ThrowIfRepeated(path);
        return before;
    }

    public RiskTier?[] Of(EventStore part, int from, int to, AsOfDate asOf)
    {
        var tiers = new RiskTier?[to - from];
        for (var index = 0; index < tiers.Length; index++)
        {
            if (_ids.TryFind(part.Ids.Utf8(from + index), out var customer) && _tiers[customer] != NoTier) tiers[index] = (RiskTier)_tiers[customer];
        }

        return tiers;
    }

    /// <summary>How many customers of a part stand in the file, with a tier or without.</summary>
    public int CountOf(EventStore part) => Enumerable.Range(0, part.CustomerCount).Count(customer => _ids.TryFind(part.Ids.Utf8(customer), out _));

    private static void AddIds(ParquetTextColumn column, MemoryStream ids, List<long> offsets, string path)
    {
        foreach (var code in column.Codes)
        {
            if (code == ParquetTextColumn.NullCode)
                throw new InvalidCustomerDataException($"{path}, row {offsets.Count}: found no customer_id, expected one in every row of a score file");
            ids.Write(column.Entry(code));
            offsets.Add(ids.Length);
        }
    }

    private static void AddTiers(ParquetTextColumn column, List<byte> tiers, string path)
    {
        var known = Enum.GetValues<RiskTier>();
        var tierOf = new byte[column.EntryCount];
        for (var code = 0; code < tierOf.Length; code++)
        {
            var text = column.EntryText(code);
            var tier = Array.FindIndex(known, one => ScoreFile.TierName(one) == text);
            if (tier < 0)
                throw new InvalidCustomerDataException($"{path}, risk_tier: found '{text}', expected one of {string.Join(", ", known.Select(ScoreFile.TierName))}");
            tierOf[code] = (byte)known[tier];
        }

        foreach (var code in column.Codes) tiers.Add(code == ParquetTextColumn.NullCode ? NoTier : tierOf[code]);
    }

    private static string FingerprintOf(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private void ThrowIfRepeated(string path)
    {
        for (var customer = 0; customer < _ids.Count; customer++)
        {
            if (_ids.TryFind(_ids.Utf8(customer), out var first) && first != customer)
            {
                throw new InvalidCustomerDataException(
                    $"{path}, row {customer + 1}: found customer '{Encoding.UTF8.GetString(_ids.Utf8(customer))}' again (first in row {first + 1}), expected one row a customer");
            }
        }
    }
}

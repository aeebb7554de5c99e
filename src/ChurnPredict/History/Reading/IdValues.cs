using System.Buffers.Text;
using System.Globalization;
using System.Text;
using ChurnPredict.Parquet;

namespace ChurnPredict.History;

/// <summary>
/// The ids of a column in canonical form, whatever its type: an integer where the id is the canonical decimal of one, otherwise
/// the text of a dictionary entry. No object a row.
/// </summary>
internal sealed class IdValues
{
    private readonly long[] _integers;
    private readonly int[]? _entries;
    private readonly ParquetTextColumn? _texts;
    private readonly ulong[] _entryHashes = [];
    private readonly (bool IsInteger, long Value)[] _entryIntegers = [];
    private readonly int[] _entryCodes = [];
    private readonly ulong[]? _validity;

    private IdValues(long[] integers, ulong[]? validity) => (_integers, _validity) = (integers, validity);

    private IdValues(ParquetTextColumn texts)
    {
        _integers = [];
        _texts = texts;
        _entries = texts.Codes;
        _entryHashes = new ulong[texts.EntryCount];
        _entryIntegers = new (bool, long)[texts.EntryCount];
        _entryCodes = new int[texts.EntryCount];
        Array.Fill(_entryCodes, -1);
        for (var entry = 0; entry < texts.EntryCount; entry++)
        {
            var isInteger = CustomerIds.TryParseInteger(texts.Entry(entry), out var integer);
            _entryIntegers[entry] = (isInteger, integer);
            _entryHashes[entry] = isInteger ? CustomerIds.Hash(integer) : CustomerIds.Hash(texts.Entry(entry));
        }
    }

    /// <summary>Reads a column of ids; null when its type cannot hold any.</summary>
    public static IdValues? Read(ParquetColumn column) => column switch
    {
        ParquetTextColumn { Field.Kind: ParquetValueKind.Bytes } bytes => new IdValues(TextOrHex(bytes)),
        ParquetTextColumn texts => new IdValues(texts),
        ParquetColumn<long> integers when column.Field.Kind == ParquetValueKind.Int64 => new IdValues(integers.Values, integers.Validity),
        ParquetColumn<int> integers when column.Field.Kind == ParquetValueKind.Int32 =>
            new IdValues(Array.ConvertAll(integers.Values, value => (long)value), integers.Validity),
        ParquetColumn<double> doubles => FromDoubles(doubles, doubles.Values),
        ParquetColumn<float> floats => FromDoubles(floats, Array.ConvertAll(floats.Values, value => (double)value)),
        ParquetColumn<ulong> integers => FromTexts(integers, row => integers.Values[row].ToString(CultureInfo.InvariantCulture)),
        ParquetColumn<Int128> decimals => FromTexts(decimals, row => Canonical(decimals.Values[row], column.Field.Scale)),
        _ => null,
    };

    /// <summary>Whether every row surely has an id.</summary>
    public bool IsComplete => _entries is null && _validity is null;

    /// <summary>The hash of a row's id; false when it has none.</summary>
    public bool TryHash(int row, out ulong hash)
    {
        if (_entries is null)
        {
            hash = CustomerIds.Hash(_integers[row]);
            return _validity is null || (_validity[row >> 6] >> (row & 63) & 1) != 0;
        }

        var entry = _entries[row];
        hash = entry == ParquetTextColumn.NullCode ? 0 : _entryHashes[entry];
        return entry != ParquetTextColumn.NullCode && !_texts!.Entry(entry).IsEmpty;
    }

    /// <summary>The customer's number in their shard, whose lock the caller holds.</summary>
    public int Intern(int row, IdShard shard)
    {
        if (_entries is null) return shard.InternInteger(_integers[row], CustomerIds.Hash(_integers[row]));
        var entry = _entries[row];
        ref var code = ref _entryCodes[entry];
        if (code >= 0) return code;
        var (isInteger, integer) = _entryIntegers[entry];
        return code = isInteger ? shard.InternInteger(integer, _entryHashes[entry]) : shard.InternText(_texts!.Entry(entry), _entryHashes[entry]);
    }

    /// <summary>Writes a row's canonical text.</summary>
    /// <param name="row">A row that has an id.</param>
    /// <param name="scratch">At least 20 bytes; used for integers.</param>
    public ReadOnlySpan<byte> Utf8(int row, Span<byte> scratch)
    {
        if (_entries is not null) return _texts!.Entry(_entries[row]);
        Utf8Formatter.TryFormat(_integers[row], scratch, out var length);
        return scratch[..length];
    }

    private static IdValues FromDoubles(ParquetColumn column, double[] values)
    {
        var integers = new long[values.Length];
        for (var row = 0; row < values.Length; row++)
        {
            var value = values[row];
            if (column.IsNull(row)) continue;
            if (!IsInteger(value)) return FromTexts(column, each => Canonical(values[each]));
            integers[row] = (long)value;
        }

        return new IdValues(integers, column.Validity);
    }

    private static IdValues FromTexts(ParquetColumn column, Func<int, string?> textOf)
    {
        var texts = new string?[column.Length];
        for (var row = 0; row < texts.Length; row++) texts[row] = column.IsNull(row) ? null : textOf(row);
        return new IdValues(ParquetTextColumn.From(column.Field, texts));
    }

    private static bool IsInteger(double value) => double.IsInteger(value) && double.Abs(value) < 9.2e18;

    private static string? Canonical(double value) =>
        !double.IsFinite(value) ? null
        : IsInteger(value) ? ((long)value).ToString(CultureInfo.InvariantCulture)
        : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Canonical(Int128 unscaled, int scale)
    {
        var negative = unscaled < 0;
        var digits = (negative ? -unscaled : unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        var whole = digits[..^scale];
        var fraction = digits[^scale..].TrimEnd('0');
        return (negative ? "-" : "") + (fraction.Length == 0 ? whole : $"{whole}.{fraction}");
    }

    /// <summary>Byte strings that are UTF-8 are texts, as old writers meant them; others, such as UUIDs, become hexadecimal.</summary>
    private static ParquetTextColumn TextOrHex(ParquetTextColumn column)
    {
        if (System.Text.Unicode.Utf8.IsValid(column.Bytes.AsSpan(0, column.Offsets[^1]))) return column;
        var texts = new string?[column.Length];
        for (var row = 0; row < texts.Length; row++)
        {
            if (column.Codes[row] == ParquetTextColumn.NullCode) continue;
            var bytes = column.Entry(column.Codes[row]);
            texts[row] = System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Convert.ToHexStringLower(bytes);
        }

        return ParquetTextColumn.From(column.Field, texts);
    }
}

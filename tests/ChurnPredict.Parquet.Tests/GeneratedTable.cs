using System.Text;

namespace ChurnPredict.Parquet.Tests;

/// <summary>Columns of every kind with awkward values, from a seed.</summary>
internal static class GeneratedTable
{
    public static readonly ParquetField[] Fields =
    [
        new("flag", ParquetValueKind.Boolean),
        new("small", ParquetValueKind.Int32),
        new("id", ParquetValueKind.Int64, IsNullable: false),
        new("huge", ParquetValueKind.UInt64),
        new("ratio", ParquetValueKind.Single),
        new("amount", ParquetValueKind.Double),
        new("price", ParquetValueKind.Decimal) { Precision = 9, Scale = 2 },
        new("total", ParquetValueKind.Decimal) { Precision = 18, Scale = 4 },
        new("budget", ParquetValueKind.Decimal) { Precision = 38, Scale = 10 },
        new("day", ParquetValueKind.Date),
        new("at", ParquetValueKind.Timestamp) { TimeUnit = ParquetTimeUnit.Microseconds },
        new("at_utc", ParquetValueKind.Timestamp) { TimeUnit = ParquetTimeUnit.Milliseconds, IsAdjustedToUtc = true },
        new("at_nanos", ParquetValueKind.Timestamp) { TimeUnit = ParquetTimeUnit.Nanoseconds },
        new("clock", ParquetValueKind.Time) { TimeUnit = ParquetTimeUnit.Milliseconds },
        new("clock_micros", ParquetValueKind.Time) { TimeUnit = ParquetTimeUnit.Microseconds },
        new("country", ParquetValueKind.Text),
        new("note", ParquetValueKind.Text),
        new("token", ParquetValueKind.Bytes),
    ];

    public static ParquetColumn[] Columns(int rows, int seed, double nullShare)
    {
        var random = new Random(seed);
        return [.. Fields.Select(field => Column(field, rows, random, field.IsNullable ? nullShare : 0))];
    }

    private static ParquetColumn Column(ParquetField field, int rows, Random random, double nullShare)
    {
        var validity = Validity(rows, random, nullShare);
        return field.Name switch
        {
            "flag" => Of(field, validity, rows, () => random.Next(2) == 1),
            "small" => Of(field, validity, rows, () => random.Next(4) == 0 ? int.MinValue + random.Next(3) : random.Next(50)),
            "id" => Of(field, validity, rows, () => random.NextInt64(long.MinValue, long.MaxValue)),
            "huge" => Of(field, validity, rows, () => ulong.MaxValue - (ulong)random.Next(1000)),
            "ratio" => Of(field, validity, rows, () => random.Next(9) switch { 0 => float.NaN, 1 => -0f, 2 => float.PositiveInfinity, _ => random.NextSingle() }),
            "amount" => Of(field, validity, rows, () => random.Next(9) switch { 0 => double.NaN, 1 => -0.0, 2 => double.MinValue, _ => Math.Round(random.NextDouble() * 100, 2) }),
            "price" => Of(field, validity, rows, () => (Int128)random.Next(-999_999_999, 1_000_000_000)),
            "total" => Of(field, validity, rows, () => (Int128)random.NextInt64(-999_999_999_999_999_999, 1_000_000_000_000_000_000)),
            "budget" => Of(field, validity, rows, () => (Int128)random.NextInt64() * random.NextInt64(-1_000_000_000, 1_000_000_000)),
            "day" => Of(field, validity, rows, () => random.Next(-100_000, 100_000)),
            "clock" => Of(field, validity, rows, () => (long)random.Next(86_400_000)),
            "clock_micros" => Of(field, validity, rows, () => random.NextInt64(86_400_000_000)),
            "at" or "at_utc" or "at_nanos" => Of(field, validity, rows, () => random.NextInt64(-1_000_000_000_000, 2_000_000_000_000)),
            "country" => Text(field, validity, rows, () => Encoding.UTF8.GetBytes(random.Next(5) switch { 0 => "", 1 => "日本", 2 => "Ελλάς", _ => "UK" })),
            "note" => Text(field, validity, rows, () => Encoding.UTF8.GetBytes($"note {random.Next()} {new string('x', random.Next(40))}")),
            _ => Text(field, validity, rows, () => Bytes(random)),
        };
    }

    private static byte[] Bytes(Random random)
    {
        var bytes = new byte[random.Next(20)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static ulong[]? Validity(int rows, Random random, double nullShare)
    {
        if (nullShare == 0) return null;
        var validity = new ulong[(rows + 63) >> 6];
        for (var row = 0; row < rows; row++)
        {
            if (random.NextDouble() >= nullShare) validity[row >> 6] |= 1UL << (row & 63);
        }

        return validity;
    }

    private static ParquetColumn<T> Of<T>(ParquetField field, ulong[]? validity, int rows, Func<T> next)
        where T : unmanaged
    {
        var values = new T[rows];
        for (var row = 0; row < rows; row++) values[row] = IsPresent(validity, row) ? next() : default;
        return new ParquetColumn<T>(field, values, validity);
    }

    private static ParquetTextColumn Text(ParquetField field, ulong[]? validity, int rows, Func<byte[]> next)
    {
        var (codes, bytes, offsets) = (new int[rows], new List<byte>(), new List<int> { 0 });
        for (var row = 0; row < rows; row++)
        {
            codes[row] = ParquetTextColumn.NullCode;
            if (!IsPresent(validity, row)) continue;
            codes[row] = offsets.Count - 1;
            bytes.AddRange(next());
            offsets.Add(bytes.Count);
        }

        return new ParquetTextColumn(field, codes, [.. bytes], [.. offsets]);
    }

    private static bool IsPresent(ulong[]? validity, int row) => validity is null || (validity[row >> 6] >> (row & 63) & 1) != 0;
}

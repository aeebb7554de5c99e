using ChurnPredict.History;
using ChurnPredict.Parquet;

namespace ChurnPredict.Benchmarks;

/// <summary>Writes a large history quickly: 100 transactions and 20 engagement events a customer, in the order of time, as a shop's
/// export would be.</summary>
internal static class BulkHistory
{
    private const int RowsPerGroup = 1 << 17;
    private const int GroupsPerFile = 64;
    private const long Days = 3 * 365;

    private static readonly string[] Categories = [.. Enumerable.Range(0, 20).Select(number => $"category {number:00}")];
    private static readonly string[] Kinds = ["visit", "open", "click", "app"];

    public static void Write(string folder, int customers)
    {
        Write(Path.Combine(folder, "transactions"), 100L * customers, customers, seed: 1,
            new ParquetField("amount", ParquetValueKind.Double, IsNullable: false), new ParquetField("category", ParquetValueKind.Text, IsNullable: false),
            (random, count, field) => new ParquetColumn<double>(field, Filled(count, () => random.Next(100, 20_000) / 100.0)), Categories);
        Write(Path.Combine(folder, "engagement"), 20L * customers, customers, seed: 2,
            new ParquetField("value", ParquetValueKind.Single, IsNullable: false), new ParquetField("kind", ParquetValueKind.Text, IsNullable: false),
            (random, count, field) => new ParquetColumn<float>(field, Filled(count, () => (float)random.Next(600))), Kinds);
    }

    private static void Write(
        string folder, long rows, int customers, int seed, ParquetField number, ParquetField word, Func<Random, int, ParquetField, ParquetColumn> numbers, string[] words)
    {
        Directory.CreateDirectory(folder);
        ParquetField[] fields =
        [
            new("customer_id", ParquetValueKind.Int64, IsNullable: false), new("occurred_at", ParquetValueKind.Timestamp, IsNullable: false) { IsAdjustedToUtc = true }, number, word,
        ];
        var dictionary = ParquetTextColumn.From(word, words);
        var groups = (int)((rows + RowsPerGroup - 1) / RowsPerGroup);
        Parallel.For(0, (groups + GroupsPerFile - 1) / GroupsPerFile, file =>
        {
            using var writer = ParquetFileWriter.Create(Path.Combine(folder, $"part-{file:000}.parquet"), fields);
            for (var group = file * GroupsPerFile; group < int.Min(groups, (file + 1) * GroupsPerFile); group++)
            {
                var random = new Random((seed * 1_000_003) + group);
                var first = (long)group * RowsPerGroup;
                var count = (int)long.Min(RowsPerGroup, rows - first);
                var at = 0;
                writer.WriteRowGroup(
                [
                    new ParquetColumn<long>(fields[0], Filled(count, () => (long)random.Next(customers) + 1_000_000)),
                    new ParquetColumn<long>(fields[1], Filled(count, () => (long)((double)(first + at++) / rows * Days * Instants.MicrosecondsPerDay) + 1_500_000_000_000_000L)),
                    numbers(random, count, number),
                    new ParquetTextColumn(word, Filled(count, () => random.Next(words.Length)), dictionary.Bytes, dictionary.Offsets),
                ]);
            }

            writer.Complete();
        });
    }

    private static T[] Filled<T>(int count, Func<T> next)
    {
        var values = new T[count];
        for (var row = 0; row < count; row++) values[row] = next();
        return values;
    }
}

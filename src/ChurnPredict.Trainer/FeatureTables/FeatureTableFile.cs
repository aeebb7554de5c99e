using System.Text;
using ChurnPredict.History;
using ChurnPredict.Labels;
using ChurnPredict.Parquet;

namespace ChurnPredict.Trainer.FeatureTables;

/// <summary>Writes a snapshot as Parquet: <c>customer_id</c>, <c>as_of</c>, <c>churned</c> (1, 0, null = not known yet), then one
/// column a feature, null where it is missing.</summary>
internal static class FeatureTableFile
{
    private const int RowsPerGroup = 50_000;
    private static readonly ParquetField CustomerId = new("customer_id", ParquetValueKind.Text, IsNullable: false);
    private static readonly ParquetField AsOf = new("as_of", ParquetValueKind.Date, IsNullable: false);
    private static readonly ParquetField Churned = new("churned", ParquetValueKind.Int32);

    public static void Write(string path, HistorySource source, SnapshotTable table, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var features = table.Features.Features.Select(feature => new ParquetField(feature.Name, ParquetValueKind.Single)).ToArray();
        using var writer = ParquetFileWriter.Create(path, [CustomerId, AsOf, Churned, .. features]);
        var (row, before) = (0, 0);
        foreach (var part in source.Parts())
        {
            while (row < table.CustomerIndex.Length && table.CustomerIndex[row] < before + part.CustomerCount)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var end = EndOfGroup(table, row, before + part.CustomerCount);
                writer.WriteRowGroup(
                [
                    Ids(part, table.CustomerIndex.AsSpan(row, end - row), before),
                    new ParquetColumn<int>(AsOf, Filled(end - row, table.AsOf.Date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber)),
                    Labels(table.Churned.AsSpan(row, end - row)),
                    .. features.Select((field, feature) => Values(field, table, feature, row, end)),
                ]);
                row = end;
                progress?.Report(row / (double)table.CustomerIndex.Length);
            }

            before += part.CustomerCount;
        }

        writer.Complete();
    }

    private static int EndOfGroup(SnapshotTable table, int row, int customerEnd)
    {
        var end = Array.BinarySearch(table.CustomerIndex, customerEnd);
        return int.Min(end >= 0 ? end : ~end, row + RowsPerGroup);
    }

    private static ParquetTextColumn Ids(EventStore part, ReadOnlySpan<int> customers, int before)
    {
        var ids = new string?[customers.Length];
        for (var row = 0; row < customers.Length; row++) ids[row] = Encoding.UTF8.GetString(part.Ids.Utf8(customers[row] - before));
        return ParquetTextColumn.From(CustomerId, ids);
    }

    private static int[] Filled(int count, int value)
    {
        var values = new int[count];
        Array.Fill(values, value);
        return values;
    }

    private static ParquetColumn<int> Labels(ReadOnlySpan<float> churned)
    {
        var values = new int[churned.Length];
        var validity = new ulong[(churned.Length + 63) / 64];
        for (var row = 0; row < churned.Length; row++)
        {
            if (float.IsNaN(churned[row])) continue;
            values[row] = (int)churned[row];
            validity[row >> 6] |= 1UL << (row & 63);
        }

        return new ParquetColumn<int>(Churned, values, validity);
    }

    private static ParquetColumn<float> Values(ParquetField field, SnapshotTable table, int feature, int begin, int end)
    {
        var values = new float[end - begin];
        var validity = new ulong[(values.Length + 63) / 64];
        for (var row = 0; row < values.Length; row++)
        {
            var value = table.Features.Row(begin + row)[feature];
            if (float.IsNaN(value)) continue;
            values[row] = value;
            validity[row >> 6] |= 1UL << (row & 63);
        }

        return new ParquetColumn<float>(field, values, validity);
    }
}

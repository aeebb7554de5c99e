using System.Globalization;
using ChurnPredict.Parquet;

namespace ChurnPredict.Trainer.Import;

/// <summary>The values of one column of a foreign Parquet file, as an importer wants them.</summary>
internal sealed class ParquetCells
{
    private readonly ParquetColumn? _column;
    private readonly string?[] _entries = [];

    /// <summary>Reads a column; without a name every value is absent.</summary>
    public ParquetCells(ParquetFileReader reader, int rowGroup, string? name)
    {
        if (name is null) return;
        _column = reader.ReadColumn(rowGroup, name);
        if (_column is ParquetTextColumn texts) _entries = [.. Enumerable.Range(0, texts.EntryCount).Select(texts.EntryText)];
    }

    public string? Text(int row) => _column is ParquetTextColumn texts
        ? texts.Codes[row] == ParquetTextColumn.NullCode ? null : _entries[texts.Codes[row]]
        : Number(row) is { } number && !double.IsNaN(number) ? number.ToString("R", CultureInfo.InvariantCulture) : null;

    public double? Number(int row) => _column is null || _column.IsNull(row) ? null : _column switch
    {
        ParquetColumn<double> values => values.Values[row],
        ParquetColumn<float> values => values.Values[row],
        ParquetColumn<int> values => values.Values[row],
        ParquetColumn<long> values => values.Values[row],
        ParquetTextColumn => double.TryParse(Text(row), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN,
        _ => double.NaN,
    };

    /// <summary>Microseconds since 1970 of the wall clock; null when absent or unreadable.</summary>
    public long? WallClock(int row, string[] formats)
    {
        if (_column is null || _column.IsNull(row)) return null;
        return _column switch
        {
            ParquetColumn<long> ticks when _column.Field.Kind == ParquetValueKind.Timestamp => _column.Field.TimeUnit switch
            {
                ParquetTimeUnit.Milliseconds => ticks.Values[row] * 1000,
                ParquetTimeUnit.Nanoseconds => ticks.Values[row] / 1000,
                _ => ticks.Values[row],
            },
            ParquetColumn<int> days when _column.Field.Kind == ParquetValueKind.Date => days.Values[row] * History.Instants.MicrosecondsPerDay,
            _ => Import.WallClock.Parse(Text(row), formats),
        };
    }
}

using ChurnPredict.Parquet;

namespace ChurnPredict.Benchmarks;

/// <summary>What <c>truth.parquet</c> says of customers as of one date.</summary>
internal sealed class GeneratedTruth
{
    private readonly Dictionary<string, int> _rows = [];
    private readonly Dictionary<string, List<float>> _columns;

    private GeneratedTruth(IEnumerable<string> columns) => _columns = columns.ToDictionary(name => name, _ => new List<float>());

    /// <summary>The dates in a file, rising.</summary>
    public static IReadOnlyList<DateOnly> Dates(string path)
    {
        using var file = ParquetFileReader.Open(path);
        return [.. file.RowGroups.SelectMany(group => ((ParquetColumn<int>)file.ReadColumn(group.Index, "as_of")).Values).Distinct().Order().Select(DateOf)];
    }

    public static GeneratedTruth Read(string path, DateOnly date, params string[] columns)
    {
        var truth = new GeneratedTruth(columns);
        using var file = ParquetFileReader.Open(path);
        foreach (var group in file.RowGroups) truth.Add(file, group.Index, date);
        return truth;
    }

    /// <summary>A figure of a customer; NaN when the customer has no truth at the date.</summary>
    public float Of(string customerId, string column) => _rows.TryGetValue(customerId, out var row) ? _columns[column][row] : float.NaN;

    private static DateOnly DateOf(int daysSince1970) => DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays(daysSince1970);

    private void Add(ParquetFileReader file, int group, DateOnly date)
    {
        var ids = ((ParquetColumn<long>)file.ReadColumn(group, "customer_id")).Values;
        var dates = ((ParquetColumn<int>)file.ReadColumn(group, "as_of")).Values;
        var values = _columns.Keys.ToDictionary(name => name, name => ((ParquetColumn<float>)file.ReadColumn(group, name)).Values);
        for (var row = 0; row < ids.Length; row++)
        {
            if (DateOf(dates[row]) != date) continue;
            _rows.Add(ids[row].ToString(System.Globalization.CultureInfo.InvariantCulture), _rows.Count);
            foreach (var (name, column) in _columns) column.Add(values[name][row]);
        }
    }
}

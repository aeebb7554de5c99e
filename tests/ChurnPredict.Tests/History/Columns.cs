using ChurnPredict.History;
using ChurnPredict.Parquet;

namespace ChurnPredict.Tests.History;

/// <summary>Short ways to write Parquet columns.</summary>
internal static class Columns
{
    public static ParquetColumn Text(string name, params string?[] values) =>
        ParquetTextColumn.From(new ParquetField(name, ParquetValueKind.Text), values);

    public static ParquetColumn Long(string name, params long?[] values) => Of(new ParquetField(name, ParquetValueKind.Int64), values);

    public static ParquetColumn Int(string name, params int?[] values) => Of(new ParquetField(name, ParquetValueKind.Int32), values);

    public static ParquetColumn Double(string name, params double?[] values) => Of(new ParquetField(name, ParquetValueKind.Double), values);

    public static ParquetColumn Single(string name, params float?[] values) => Of(new ParquetField(name, ParquetValueKind.Single), values);

    public static ParquetColumn Bool(string name, params bool?[] values) => Of(new ParquetField(name, ParquetValueKind.Boolean), values);

    public static ParquetColumn Decimal(string name, int scale, params long?[] unscaled) => Of(
        new ParquetField(name, ParquetValueKind.Decimal) { Scale = scale, Precision = 18 }, Array.ConvertAll(unscaled, value => (Int128?)value));

    public static ParquetColumn Date(string name, params string?[] values) => Of(
        new ParquetField(name, ParquetValueKind.Date), Array.ConvertAll(values, value => value is null ? (int?)null : DateOnly.Parse(value).DayNumber - 719_162));

    /// <summary>Microseconds since 1970 in UTC.</summary>
    public static ParquetColumn Utc(string name, params long?[] values) => Stamp(name, ParquetTimeUnit.Microseconds, true, values);

    public static ParquetColumn Stamp(string name, ParquetTimeUnit unit, bool isUtc, params long?[] values) =>
        Of(new ParquetField(name, ParquetValueKind.Timestamp) { TimeUnit = unit, IsAdjustedToUtc = isUtc }, values);

    public static long At(string time) => Instants.From(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal));

    public static ParquetColumn[] Transactions(params (string Id, string Time, double Amount)[] rows) =>
    [
        Text("customer_id", [.. rows.Select(row => row.Id)]),
        Utc("occurred_at", [.. rows.Select(row => (long?)At(row.Time))]),
        Double("amount", [.. rows.Select(row => (double?)row.Amount)]),
    ];

    private static ParquetColumn<T> Of<T>(ParquetField field, T?[] values)
        where T : unmanaged
    {
        var validity = new ulong[(values.Length + 63) / 64];
        for (var row = 0; row < values.Length; row++)
        {
            if (values[row] is not null) validity[row >> 6] |= 1UL << (row & 63);
        }

        return new ParquetColumn<T>(field, Array.ConvertAll(values, value => value ?? default), values.Contains(null) ? validity : null);
    }
}

using ChurnPredict.Parquet;

namespace ChurnPredict.Scoring;

/// <summary>Makes columns from getters.</summary>
public static class ScoreColumn
{
    private static readonly int Epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    /// <summary>A text column.</summary>
    /// <typeparam name="TRow">What a row is made from.</typeparam>
    /// <param name="name">The column's name.</param>
    /// <param name="get">The text of a row; null where unknown.</param>
    /// <param name="isNullable">Whether rows may be null.</param>
    public static ScoreColumn<TRow> Text<TRow>(string name, Func<TRow, string?> get, bool isNullable = true)
    {
        var field = new ParquetField(name, ParquetValueKind.Text, isNullable);
        return new ScoreColumn<TRow>(field, rows => ParquetTextColumn.From(field, [.. rows.Select(get)]));
    }

    /// <summary>A column of doubles; null and what is not finite become nulls.</summary>
    /// <typeparam name="TRow">What a row is made from.</typeparam>
    /// <param name="name">The column's name.</param>
    /// <param name="get">The number of a row; null where unknown.</param>
    public static ScoreColumn<TRow> Number<TRow>(string name, Func<TRow, double?> get) =>
        Fixed<TRow, double>(new ParquetField(name, ParquetValueKind.Double), row => get(row) is { } value && double.IsFinite(value) ? value : null);

    /// <summary>A column of 32-bit integers.</summary>
    /// <typeparam name="TRow">What a row is made from.</typeparam>
    /// <param name="name">The column's name.</param>
    /// <param name="get">The number of a row; null where unknown.</param>
    public static ScoreColumn<TRow> Integer<TRow>(string name, Func<TRow, int?> get) =>
        Fixed(new ParquetField(name, ParquetValueKind.Int32), get);

    /// <summary>A column of booleans.</summary>
    /// <typeparam name="TRow">What a row is made from.</typeparam>
    /// <param name="name">The column's name.</param>
    /// <param name="get">The value of a row; null where unknown.</param>
    public static ScoreColumn<TRow> Boolean<TRow>(string name, Func<TRow, bool?> get) =>
        Fixed(new ParquetField(name, ParquetValueKind.Boolean), get);

    /// <summary>A column of dates.</summary>
    /// <typeparam name="TRow">What a row is made from.</typeparam>
    /// <param name="name">The column's name.</param>
    /// <param name="get">The date of a row; null where unknown.</param>
    public static ScoreColumn<TRow> Date<TRow>(string name, Func<TRow, DateOnly?> get) =>
        Fixed<TRow, int>(new ParquetField(name, ParquetValueKind.Date), row => get(row)?.DayNumber - Epoch);

    private static ScoreColumn<TRow> Fixed<TRow, TValue>(ParquetField field, Func<TRow, TValue?> get)
        where TValue : unmanaged => new(field, rows =>
        {
            var values = new TValue[rows.Count];
            var validity = new ulong[(rows.Count + 63) >> 6];
            var isComplete = true;
            for (var row = 0; row < values.Length; row++)
            {
                if (get(rows[row]) is { } value)
                {
                    values[row] = value;
                    validity[row >> 6] |= 1UL << (row & 63);
                }
                else
                {
                    isComplete = false;
                }
            }

            return new ParquetColumn<TValue>(field, values, isComplete ? null : validity);
        });
}

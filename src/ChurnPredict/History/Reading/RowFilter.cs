using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ChurnPredict.Parquet;

namespace ChurnPredict.History;

/// <summary>
/// One condition of a table's <c>filters</c>: <c>COLUMN OP VALUE</c> with <c>= != &lt; &lt;= &gt; &gt;=</c>, <c>COLUMN is [not] null</c>,
/// <c>COLUMN [not] starts with 'TEXT'</c>. Columns with blanks stand in double quotes, texts and dates in single ones. A null
/// fulfils only <c>is null</c> and <c>not starts with</c>.
/// </summary>
internal sealed partial class RowFilter
{
    private const string Grammar = "COLUMN OP VALUE such as Quantity > 0, Status != 'cancelled', Email is not null or InvoiceNo not starts with 'C'";

    private readonly string _operator;
    private readonly string _value;

    private RowFilter(string text, string column, string @operator, string value) =>
        (Text, Column, _operator, _value) = (text, column, @operator, value);

    public string Text { get; }

    public string Column { get; }

    public static RowFilter Parse(string table, string text)
    {
        var match = Condition().Match(text);
        if (!match.Success) throw new InvalidCustomerDataException($"{table}.filters: found '{text}', expected {Grammar}");
        var op = Blanks().Replace(match.Groups["op"].Value.ToLowerInvariant(), " ");
        var value = match.Groups["value"].Value.Trim();
        var isUnary = op is "is null" or "is not null";
        if (isUnary != (value.Length == 0)) throw new InvalidCustomerDataException($"{table}.filters: found '{text}', expected {Grammar}");
        return new RowFilter(text, match.Groups["column"].Value.Trim(), op, value);
    }

    /// <summary>Leaves out the rows that do not fulfil the condition.</summary>
    public void Apply(ParquetColumn column, RowBatch batch)
    {
        var holds = Condition(column, batch);
        var tally = default(FindingTally);
        for (var row = 0; row < batch.RowCount; row++)
        {
            if (!holds(row)) batch.LeaveOut(row, ref tally);
        }

        batch.Report(tally, Column, $"rows outside the filter {Text}", "as history.yaml says", isLeftOut: true, isExpected: true);
    }

    private Func<int, bool> Condition(ParquetColumn column, RowBatch batch)
    {
        if (_operator == "is null") return column.IsNull;
        if (_operator == "is not null") return row => !column.IsNull(row);
        if (column is ParquetTextColumn texts) return OnTexts(texts);
        if (_operator.EndsWith("starts with", StringComparison.Ordinal)) throw WrongType(column, batch, "text");
        if (ColumnKinds.IsTime(column.Field)) return OnTimes(column, batch);
        if (NumberValues.ToDoubles(column) is not { } numbers) throw WrongType(column, batch, "numbers, text or times");
        if (!double.TryParse(Unquoted, NumberStyles.Float, CultureInfo.InvariantCulture, out var bound)) throw WrongType(column, batch, $"a number to compare with, not {_value}");
        return row => !double.IsNaN(numbers[row]) && Compares(numbers[row].CompareTo(bound));
    }

    private Func<int, bool> OnTexts(ParquetTextColumn texts)
    {
        var bound = Encoding.UTF8.GetBytes(Unquoted);
        var entries = new bool[texts.EntryCount];
        for (var entry = 0; entry < entries.Length; entry++)
        {
            entries[entry] = _operator switch
            {
                "starts with" => texts.Entry(entry).StartsWith(bound),
                "not starts with" => !texts.Entry(entry).StartsWith(bound),
                _ => Compares(texts.Entry(entry).SequenceCompareTo(bound)),
            };
        }

        var ofNull = _operator == "not starts with";
        return row => texts.Codes[row] == ParquetTextColumn.NullCode ? ofNull : entries[texts.Codes[row]];
    }

    private Func<int, bool> OnTimes(ParquetColumn column, RowBatch batch)
    {
        if (!IsoTime.TryParse(Encoding.UTF8.GetBytes(Unquoted), out var bound, out _)) throw WrongType(column, batch, $"a date to compare with, not {_value}");
        if (column is ParquetColumn<int> days) return row => !column.IsNull(row) && Compares(days.Values[row].CompareTo((int)(bound / Instants.MicrosecondsPerDay)));
        var ticks = ((ParquetColumn<long>)column).Values;
        var perSecond = column.Field.TimeUnit switch { ParquetTimeUnit.Milliseconds => 1e3, ParquetTimeUnit.Microseconds => 1e6, _ => 1e9 };
        var inUnit = (long)Math.Round(bound / 1e6 * perSecond);
        return row => !column.IsNull(row) && Compares(ticks[row].CompareTo(inUnit));
    }

    private bool Compares(int order) => _operator switch
    {
        "=" or "==" => order == 0,
        "!=" or "<>" => order != 0,
        "<" => order < 0,
        "<=" => order <= 0,
        ">" => order > 0,
        _ => order >= 0,
    };

    private string Unquoted => _value.Length >= 2 && _value[0] == '\'' && _value[^1] == '\'' ? _value[1..^1].Replace("''", "'", StringComparison.Ordinal) : _value;

    private InvalidCustomerDataException WrongType(ParquetColumn column, RowBatch batch, string expected) =>
        new($"{batch.Table}.filters, {Text}: found column '{Column}' of {ColumnKinds.Describe(column.Field)}, expected {expected} ({batch.Place.File})");

    [GeneratedRegex("""^\s*(?:"(?<column>[^"]+)"|(?<column>[^<>=!"]+?))\s*(?<op>>=|<=|!=|<>|==|=|>|<|\bis\s+not\s+null\b|\bis\s+null\b|\bnot\s+starts\s+with\b|\bstarts\s+with\b)(?<value>.*)$""", RegexOptions.IgnoreCase)]
    private static partial Regex Condition();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}

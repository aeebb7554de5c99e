using System.Globalization;
using System.Text;
using ChurnPredict.Parquet;

namespace ChurnPredict.History;

/// <summary>Words, flags, instruments, severities and months.</summary>
internal static class WordValues
{
    public const byte FlagAbsent = 2;

    /// <summary>The column as texts: numbers and truth values are spelled out, since a category or a plan may well be a number;
    /// null when the column holds times.</summary>
    public static ParquetTextColumn? AsTexts(ParquetColumn column) => column switch
    {
        ParquetTextColumn texts => texts,
        ParquetColumn<bool> flags => Spell(column, row => flags.Values[row] ? "true" : "false"),
        _ when ColumnKinds.IsNumber(column.Field) && NumberValues.ToDoubles(column) is { } numbers =>
            Spell(column, row => numbers[row].ToString("R", CultureInfo.InvariantCulture)),
        _ => null,
    };

    /// <summary>Provisional codes, <see cref="Vocabulary.Missing"/> where absent.</summary>
    public static int[] Codes(ParquetTextColumn column, WordRegistry words)
    {
        var codeOf = words.CodesOf(column);
        return Array.ConvertAll(column.Codes, code => code == ParquetTextColumn.NullCode ? Vocabulary.Missing : codeOf[code]);
    }

    public static byte[] Instruments(ParquetTextColumn column, ColumnSpec spec, RowBatch batch)
    {
        var entries = new (bool IsKnown, byte Code)[column.EntryCount];
        for (var entry = 0; entry < entries.Length; entry++)
            entries[entry] = (SatisfactionScale.TryParse(column.EntryText(entry), out var instrument), (byte)instrument);
        var codes = new byte[column.Length];
        var unknown = new SortedDictionary<string, FindingTally>(StringComparer.Ordinal);
        for (var row = 0; row < codes.Length; row++)
        {
            var code = column.Codes[row];
            if (code != ParquetTextColumn.NullCode && entries[code].IsKnown)
            {
                codes[row] = entries[code].Code;
                continue;
            }

            var kind = code == ParquetTextColumn.NullCode ? "no instrument" : $"unknown instrument '{column.EntryText(code)}'";
            var tally = unknown.GetValueOrDefault(kind);
            batch.LeaveOut(row, ref tally);
            unknown[kind] = tally;
        }

        foreach (var (kind, tally) in unknown) batch.Report(tally, spec.Name, kind, string.Join(", ", SatisfactionScale.InstrumentNames), isLeftOut: true);
        return codes;
    }

    public static byte[] Flags(ParquetColumn column, ColumnSpec spec, RowBatch batch)
    {
        var texts = AsTexts(column) ?? throw batch.WrongType(spec.Name, column.Field, "true or false");
        return Entries(texts, spec, batch, FlagAbsent, "no truth value", "true, false, yes, no, 1 or 0 (はい or いいえ)", text => text.ToUpperInvariant() switch
        {
            "TRUE" or "T" or "YES" or "Y" or "1" or "はい" or "有" or "可" => 1,
            "FALSE" or "F" or "NO" or "N" or "0" or "いいえ" or "無" or "不可" => 0,
            _ => null,
        });
    }

    public static byte[] Months(ParquetColumn column, ColumnSpec spec, RowBatch batch)
    {
        var texts = AsTexts(column) ?? throw batch.WrongType(spec.Name, column.Field, "a month 1 to 12");
        return Entries(texts, spec, batch, (byte)0, "no month", "1 to 12", text =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var month) && month is >= 1 and <= 12 ? (byte)month : null);
    }

    public static float[] Severities(ParquetColumn column, ColumnSpec spec, RowBatch batch)
    {
        var texts = AsTexts(column) ?? throw batch.WrongType(spec.Name, column.Field, TicketSeverity.Expected);
        return Entries(texts, spec, batch, float.NaN, "unknown severity", TicketSeverity.Expected, text =>
            TicketSeverity.TryParse(text, out var severity) ? severity : (float?)null);
    }

    private static T[] Entries<T>(
        ParquetTextColumn texts, ColumnSpec spec, RowBatch batch, T absent, string kind, string expected, Func<string, T?> parse)
        where T : struct
    {
        var entries = new T?[texts.EntryCount];
        for (var entry = 0; entry < entries.Length; entry++) entries[entry] = parse(texts.EntryText(entry).Trim());
        var values = new T[texts.Length];
        var tally = default(FindingTally);
        for (var row = 0; row < values.Length; row++)
        {
            var code = texts.Codes[row];
            values[row] = code == ParquetTextColumn.NullCode ? absent : entries[code] ?? absent;
            if (code != ParquetTextColumn.NullCode && entries[code] is null && !texts.Entry(code).IsEmpty)
                batch.Note(row, ref tally, tally.Count == 0 ? $"'{texts.EntryText(code)}'" : null);
        }

        batch.Report(tally, spec.Name, kind, expected, isLeftOut: false);
        return values;
    }

    private static ParquetTextColumn Spell(ParquetColumn column, Func<int, string> textOf)
    {
        var texts = new string?[column.Length];
        for (var row = 0; row < texts.Length; row++) texts[row] = column.IsNull(row) ? null : textOf(row);
        return ParquetTextColumn.From(column.Field, texts);
    }
}

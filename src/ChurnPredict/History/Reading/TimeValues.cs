using ChurnPredict.Parquet;

namespace ChurnPredict.History;

/// <summary>Times of every type as microseconds UTC.</summary>
internal static class TimeValues
{
    private const int MostShown = 25;

    private static readonly string Expected = $"a date from {Instants.FirstYear} to {Instants.LastYear}";

    /// <summary>Bounds within which a time is believed; the rest are placeholders and slips such as year 0 or 9999.</summary>
    private static readonly long Earliest = Instants.From(new DateTimeOffset(Instants.FirstYear, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private static readonly long Latest = Instants.From(new DateTimeOffset(Instants.LastYear + 1, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>Reads a column of times.</summary>
    /// <param name="column">The column.</param>
    /// <param name="spec">What it is; rows without a readable <see cref="ColumnRole.RowTime"/> are left out.</param>
    /// <param name="axis">The zone of local times.</param>
    /// <param name="batch">Takes what is found.</param>
    /// <returns>Microseconds UTC, <see cref="Instants.Missing"/> where absent.</returns>
    public static long[] Read(ParquetColumn column, ColumnSpec spec, TimeAxis axis, RowBatch batch)
    {
        var isRowTime = spec.Role == ColumnRole.RowTime;
        var times = column switch
        {
            ParquetColumn<int> days when column.Field.Kind == ParquetValueKind.Date => FromDays(days, spec, batch),
            ParquetColumn<long> ticks when column.Field.Kind == ParquetValueKind.Timestamp => FromTicks(ticks, spec, batch),
            ParquetTextColumn texts => FromTexts(texts, axis, spec, batch),
            _ => throw batch.WrongType(spec.Name, column.Field, "DATE, TIMESTAMP or ISO-8601 text"),
        };
        if (column.Field.Kind == ParquetValueKind.Date || (column.Field.Kind == ParquetValueKind.Timestamp && !column.Field.IsAdjustedToUtc))
            axis.ToInstants(times);
        if (isRowTime && column.NullCount > 0) LeaveOutNulls(column, spec, batch);
        return times;
    }

    private static long[] FromDays(ParquetColumn<int> column, ColumnSpec spec, RowBatch batch)
    {
        var times = new long[column.Length];
        var tally = default(FindingTally);
        for (var row = 0; row < times.Length; row++)
        {
            var isNull = column.IsNull(row);
            var time = Saturated(column.Values[row], Instants.MicrosecondsPerDay);
            times[row] = isNull || !IsBelieved(time) ? Instants.Missing : time;
            if (!isNull && times[row] == Instants.Missing) Tell(row, time, spec, batch, ref tally);
        }

        ReportRange(tally, spec, batch);
        return times;
    }

    private static long[] FromTicks(ParquetColumn<long> column, ColumnSpec spec, RowBatch batch)
    {
        var (multiply, divide) = column.Field.TimeUnit switch
        {
            ParquetTimeUnit.Milliseconds => (1000L, 1L),
            ParquetTimeUnit.Nanoseconds => (1L, 1000L),
            _ => (1L, 1L),
        };
        var (earliest, latest) = (Earliest / multiply * divide, Latest / multiply * divide);
        var values = column.Values;
        if (multiply == 1 && divide == 1 && column.NullCount == 0 && AreWithin(values, earliest, latest)) return values;
        var times = new long[column.Length];
        var tally = default(FindingTally);
        for (var row = 0; row < times.Length; row++)
        {
            var value = values[row];
            if (column.IsNull(row))
            {
                times[row] = Instants.Missing;
            }
            else if (value < earliest || value >= latest)
            {
                times[row] = Instants.Missing;
                Tell(row, multiply == 1 ? value / divide : Saturated(value, multiply), spec, batch, ref tally);
            }
            else
            {
                times[row] = divide == 1 ? value * multiply : FloorDivide(value, divide);
            }
        }

        ReportRange(tally, spec, batch);
        return times;
    }

    private static long[] FromTexts(ParquetTextColumn column, TimeAxis axis, ColumnSpec spec, RowBatch batch)
    {
        var entries = new (long Time, bool IsReadable)[column.EntryCount];
        for (var entry = 0; entry < entries.Length; entry++)
        {
            var isReadable = IsoTime.TryParse(column.Entry(entry), out var time, out var hasOffset);
            entries[entry] = (isReadable && !hasOffset && IsBelieved(time) ? axis.ToInstant(time) : time, isReadable);
        }

        var times = new long[column.Length];
        var range = default(FindingTally);
        var unreadable = default(FindingTally);
        for (var row = 0; row < times.Length; row++)
        {
            times[row] = Instants.Missing;
            if (column.Codes[row] == ParquetTextColumn.NullCode) continue;
            var (time, isReadable) = entries[column.Codes[row]];
            if (isReadable && IsBelieved(time)) times[row] = time;
            else if (isReadable) Tell(row, time, spec, batch, ref range);
            else Tell(row, column, spec, batch, ref unreadable);
        }

        ReportRange(range, spec, batch);
        batch.Report(unreadable, spec.Name, "text that is no time", "ISO-8601 such as 2011-09-11T08:30:00", spec.Role == ColumnRole.RowTime);
        return times;
    }

    private static void LeaveOutNulls(ParquetColumn column, ColumnSpec spec, RowBatch batch)
    {
        var tally = default(FindingTally);
        for (var row = 0; row < column.Length; row++)
        {
            if (column.IsNull(row)) batch.LeaveOut(row, ref tally);
        }

        batch.Report(tally, spec.Name, "no time", Expected, isLeftOut: true);
    }

    /// <summary>Nearly always so; then the file's own array serves.</summary>
    private static bool AreWithin(long[] values, long earliest, long latest)
    {
        var outside = false;
        foreach (var value in values) outside |= value < earliest | value >= latest;
        return !outside;
    }

    private static bool IsBelieved(long time) => time >= Earliest && time < Latest;

    private static void Tell(int row, long time, ColumnSpec spec, RowBatch batch, ref FindingTally tally)
    {
        var detail = tally.Count > 0 ? null : Year(time);
        if (spec.Role == ColumnRole.RowTime) batch.LeaveOut(row, ref tally, detail);
        else batch.Note(row, ref tally, detail);
    }

    private static void Tell(int row, ParquetTextColumn texts, ColumnSpec spec, RowBatch batch, ref FindingTally tally)
    {
        var detail = tally.Count > 0 ? null : $"of the form '{FormOf(texts.EntryText(texts.Codes[row]))}'";
        if (spec.Role == ColumnRole.RowTime) batch.LeaveOut(row, ref tally, detail);
        else batch.Note(row, ref tally, detail);
    }

    /// <summary>A text with 9 for each digit and a for each letter: enough to see how times are written there, and nothing of a customer's
    /// where the column holds no times at all.</summary>
    private static string FormOf(string text) => string.Create(int.Min(text.Length, MostShown), text, static (form, text) =>
    {
        for (var at = 0; at < form.Length; at++)
            form[at] = char.IsAsciiDigit(text[at]) ? '9' : char.IsAscii(text[at]) && !char.IsAsciiLetter(text[at]) && !char.IsControl(text[at]) ? text[at] : 'a';
    });

    private static void ReportRange(in FindingTally tally, ColumnSpec spec, RowBatch batch) =>
        batch.Report(tally, spec.Name, "a time out of range", spec.Role == ColumnRole.RowTime ? Expected : $"{Expected}, or null", spec.Role == ColumnRole.RowTime);

    private static string Year(long time) =>
        time is >= -62_135_596_800_000_000 and < 253_402_300_800_000_000
            ? $"year {Instants.ToDateTimeOffset(time).Year}"
            : time < 0 ? "before year 1" : "after year 9999";

    private static long Saturated(long value, long factor) =>
        value > long.MaxValue / factor ? long.MaxValue : value < long.MinValue / factor ? long.MinValue + 1 : value * factor;

    private static long FloorDivide(long value, long divisor) => (value / divisor) - (value % divisor < 0 ? 1 : 0);
}

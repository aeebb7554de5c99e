using ChurnPredict.Parquet;

namespace ChurnPredict.History;

/// <summary>Reads row groups of one table: checks and packs their columns and sorts the kept rows into hash partitions. Safe for
/// several threads.</summary>
internal sealed class RowGroupReader(
    TableSpec table, TableBinding binding, TimeAxis axis, HistoryRegistries registries, CurrencyRegistry currencies, TableTally tally)
{
    private readonly string? _timeColumn = table.Columns.FirstOrDefault(spec => spec.Role == ColumnRole.RowTime)?.Name;

    public TableRun Read(TableFile file, int rowGroup)
    {
        var rowCount = file.Reader.RowGroups[rowGroup].RowCount;
        var batch = new RowBatch(table.Name, file.Place(rowGroup), rowCount, registries.Findings);
        foreach (var filter in binding.Filters) filter.Apply(Column(file, rowGroup, filter.Column, rowCount)!, batch);
        IdValues? ids = null;
        double[]? rates = null;
        var columns = new List<PackedColumn>(binding.Columns.Count);
        foreach (var (spec, fileColumn) in binding.Columns)
        {
            var column = Column(file, rowGroup, fileColumn, rowCount);
            if (column is { NullCount: > 0 }) tally.AddNulls(spec.Name, column.NullCount);
            if (spec.Role == ColumnRole.Customer) ids = ReadCustomers(column!, spec, batch);
            else if (spec.Role == ColumnRole.Currency) rates = column is null ? null : ReadRates(column, spec, batch);
            else columns.Add(column is null ? Absent(spec, rowCount) : Pack(column, spec, batch, rates));
        }

        if (table.Name == TableSpec.Satisfaction.Name) columns = SatisfactionCheck.Apply(columns, batch);
        return Partition(batch, ids!, columns);
    }

    /// <summary>A column of the file, or the value of a hive folder for all rows, or null when this file has neither.</summary>
    private static ParquetColumn? Column(TableFile file, int rowGroup, string name, int rowCount)
    {
        if (file.Field(name) is not null) return file.Reader.ReadColumn(rowGroup, name);
        if (!file.FolderValues.TryGetValue(name, out var value)) return null;
        var utf8 = System.Text.Encoding.UTF8.GetBytes(value ?? "");
        if (CustomerIds.TryParseInteger(utf8, out var integer))
        {
            var integers = new long[rowCount];
            Array.Fill(integers, integer);
            return new ParquetColumn<long>(new ParquetField(name, ParquetValueKind.Int64), integers);
        }

        var codes = new int[rowCount];
        if (value is null) Array.Fill(codes, ParquetTextColumn.NullCode);
        return new ParquetTextColumn(new ParquetField(name, ParquetValueKind.Text), codes, utf8, [0, utf8.Length]);
    }

    private static IdValues ReadCustomers(ParquetColumn column, ColumnSpec spec, RowBatch batch)
    {
        var ids = IdValues.Read(column) ?? throw batch.WrongType(spec.Name, column.Field, "whole numbers or text");
        if (ids.IsComplete) return ids;
        var missing = default(FindingTally);
        for (var row = 0; row < batch.RowCount; row++)
        {
            if (!ids.TryHash(row, out _)) batch.LeaveOut(row, ref missing);
        }

        batch.Report(missing, spec.Name, "no customer", "a customer's id; guests cannot be followed", isLeftOut: true, isExpected: true);
        return ids;
    }

    private double[] ReadRates(ParquetColumn column, ColumnSpec spec, RowBatch batch)
    {
        var texts = column as ParquetTextColumn ?? throw batch.WrongType(spec.Name, column.Field, "text such as EUR");
        var codes = new string[texts.EntryCount];
        var counts = new long[texts.EntryCount];
        var firstRows = new int[texts.EntryCount];
        for (var entry = 0; entry < codes.Length; entry++) codes[entry] = texts.EntryText(entry).Trim().ToUpperInvariant();
        var rateOf = Array.ConvertAll(codes, code => code.Length == 0 ? 1 : currencies.Rate(code));
        var rates = new double[batch.RowCount];
        for (var row = 0; row < rates.Length; row++)
        {
            var entry = texts.Codes[row];
            rates[row] = entry == ParquetTextColumn.NullCode ? 1 : rateOf[entry];
            if (entry != ParquetTextColumn.NullCode && !batch.IsLeftOut(row) && counts[entry]++ == 0) firstRows[entry] = row;
        }

        for (var entry = 0; entry < codes.Length; entry++)
        {
            if (counts[entry] > 0 && codes[entry].Length > 0) currencies.Add(codes[entry], counts[entry], batch.Place, firstRows[entry]);
        }

        return rates;
    }

    private PackedColumn Pack(ParquetColumn column, ColumnSpec spec, RowBatch batch, double[]? rates) => spec.Role switch
    {
        ColumnRole.RowTime or ColumnRole.Time => new PackedColumn<long>(spec.Name, TimeValues.Read(column, spec, axis, batch)),
        ColumnRole.Amount or ColumnRole.Money => new PackedColumn<double>(spec.Name, ReadMoney(column, spec, batch, rates)),
        ColumnRole.Number or ColumnRole.Score => new PackedColumn<float>(spec.Name, ReadNumbers(column, spec, batch)),
        ColumnRole.Word or ColumnRole.RequiredWord or ColumnRole.TextAttribute => new PackedColumn<int>(spec.Name, ReadWords(column, spec, batch)),
        ColumnRole.OrderId => new PackedColumn<long>(spec.Name, ReadOrderKeys(column, spec, batch)),
        ColumnRole.Instrument => new PackedColumn<byte>(spec.Name, WordValues.Instruments(
            column as ParquetTextColumn ?? throw batch.WrongType(spec.Name, column.Field, "text such as nps"), spec, batch)),
        ColumnRole.Severity => new PackedColumn<float>(spec.Name, WordValues.Severities(column, spec, batch)),
        ColumnRole.Flag => new PackedColumn<byte>(spec.Name, WordValues.Flags(column, spec, batch)),
        ColumnRole.Month => new PackedColumn<byte>(spec.Name, WordValues.Months(column, spec, batch)),
        ColumnRole.Referrer => new PackedColumn<int>(spec.Name, ReadReferrers(column, spec, batch)),
        _ => new PackedColumn<float>(spec.Name, ReadNumberAttribute(column, spec, batch)),
    };

    private static PackedColumn Absent(ColumnSpec spec, int rowCount) => spec.Role switch
    {
        ColumnRole.Time => new PackedColumn<long>(spec.Name, Filled(rowCount, Instants.Missing)),
        ColumnRole.Money => new PackedColumn<double>(spec.Name, Filled(rowCount, double.NaN)),
        ColumnRole.Word or ColumnRole.TextAttribute or ColumnRole.Referrer => new PackedColumn<int>(spec.Name, Filled(rowCount, Vocabulary.Missing)),
        ColumnRole.OrderId => new PackedColumn<long>(spec.Name, new long[rowCount]),
        ColumnRole.Flag => new PackedColumn<byte>(spec.Name, Filled(rowCount, WordValues.FlagAbsent)),
        ColumnRole.Month => new PackedColumn<byte>(spec.Name, new byte[rowCount]),
        _ => new PackedColumn<float>(spec.Name, Filled(rowCount, float.NaN)),
    };

    private static T[] Filled<T>(int length, T value)
    {
        var values = new T[length];
        Array.Fill(values, value);
        return values;
    }

    private static double[] ReadMoney(ParquetColumn column, ColumnSpec spec, RowBatch batch, double[]? rates)
    {
        var values = NumberValues.ToDoubles(column) ?? throw batch.WrongType(spec.Name, column.Field, "numbers");
        var isAmount = spec.Role == ColumnRole.Amount;
        var notFinite = default(FindingTally);
        var absent = default(FindingTally);
        var tooLarge = default(FindingTally);
        for (var row = 0; row < values.Length; row++)
        {
            if (rates is not null) values[row] *= rates[row];
            if (Math.Abs(values[row]) <= TransactionTable.LargestAmount) continue;
            var isNull = column.IsNull(row);
            if (isAmount && isNull) batch.LeaveOut(row, ref absent);
            else if (isAmount && double.IsFinite(values[row])) batch.LeaveOut(row, ref tooLarge);
            else if (double.IsFinite(values[row])) batch.Note(row, ref tooLarge);
            else if (isAmount && !(rates is not null && double.IsNaN(rates[row]))) batch.LeaveOut(row, ref notFinite, values[row] > 0 ? "infinity" : values[row] < 0 ? "minus infinity" : "NaN");
            else if (!isNull && double.IsInfinity(values[row])) batch.Note(row, ref notFinite, "infinity");
            if (!isAmount) values[row] = double.NaN;
        }

        batch.Report(absent, spec.Name, "no amount", "a finite number", isLeftOut: true);
        batch.Report(notFinite, spec.Name, "an amount that is not finite", "a finite number", isLeftOut: isAmount);
        batch.Report(tooLarge, spec.Name, "an amount beyond 10^18", "at most 10^18 in either direction", isLeftOut: isAmount);
        return values;
    }

    private static float[] ReadNumbers(ParquetColumn column, ColumnSpec spec, RowBatch batch)
    {
        var values = NumberValues.ToFloats(column) ?? throw batch.WrongType(spec.Name, column.Field, "numbers");
        var infinite = default(FindingTally);
        for (var row = 0; row < values.Length; row++)
        {
            if (!float.IsInfinity(values[row])) continue;
            values[row] = float.NaN;
            batch.Note(row, ref infinite);
        }

        batch.Report(infinite, spec.Name, "an infinite number", "a finite number, or null", isLeftOut: false);
        return values;
    }

    private int[] ReadWords(ParquetColumn column, ColumnSpec spec, RowBatch batch)
    {
        var texts = WordValues.AsTexts(column) ?? throw batch.WrongType(spec.Name, column.Field, "text");
        var codes = WordValues.Codes(texts, registries.Words(spec.Words!));
        if (spec.Role != ColumnRole.RequiredWord) return codes;
        var missing = default(FindingTally);
        for (var row = 0; row < codes.Length; row++)
        {
            if (codes[row] == Vocabulary.Missing) batch.LeaveOut(row, ref missing);
        }

        batch.Report(missing, spec.Name, $"no {spec.Name}", "a text", isLeftOut: true);
        return codes;
    }

    private static long[] ReadOrderKeys(ParquetColumn column, ColumnSpec spec, RowBatch batch)
    {
        var ids = IdValues.Read(column) ?? throw batch.WrongType(spec.Name, column.Field, "whole numbers or text");
        var keys = new long[batch.RowCount];
        for (var row = 0; row < keys.Length; row++)
        {
            if (ids.TryHash(row, out var hash)) keys[row] = unchecked((long)(hash == 0 ? 1 : hash));
        }

        return keys;
    }

    private int[] ReadReferrers(ParquetColumn column, ColumnSpec spec, RowBatch batch)
    {
        var ids = IdValues.Read(column) ?? throw batch.WrongType(spec.Name, column.Field, "whole numbers or text");
        var codes = new int[batch.RowCount];
        Span<byte> scratch = stackalloc byte[20];
        for (var row = 0; row < codes.Length; row++)
            codes[row] = ids.TryHash(row, out _) ? registries.Referrers.CodeOf(ids.Utf8(row, scratch)) : Vocabulary.Missing;
        return codes;
    }

    /// <summary>Numbers as they are, times as days since 1970.</summary>
    private float[] ReadNumberAttribute(ParquetColumn column, ColumnSpec spec, RowBatch batch)
    {
        if (!ColumnKinds.IsTime(column.Field)) return ReadNumbers(column, spec, batch);
        var times = TimeValues.Read(column, spec, axis, batch);
        return Array.ConvertAll(times, time => time == Instants.Missing ? float.NaN : (float)Instants.DaysBetween(0, time));
    }

    /// <summary>Counting sort of the kept rows by partition; ids are numbered partition by partition, so that a shard's lock is
    /// taken once a row group.</summary>
    private TableRun Partition(RowBatch batch, IdValues ids, List<PackedColumn> columns)
    {
        var partitionOf = new byte[batch.RowCount];
        var start = new int[CustomerIds.PartitionCount + 1];
        for (var row = 0; row < batch.RowCount; row++)
        {
            if (batch.IsLeftOut(row)) continue;
            ids.TryHash(row, out var hash);
            partitionOf[row] = (byte)CustomerIds.PartitionOf(hash);
            start[partitionOf[row] + 1]++;
        }

        for (var partition = 0; partition < CustomerIds.PartitionCount; partition++) start[partition + 1] += start[partition];
        var rows = new int[batch.KeptCount];
        var next = start[..^1];
        for (var row = 0; row < batch.RowCount; row++)
        {
            if (!batch.IsLeftOut(row)) rows[next[partitionOf[row]]++] = row;
        }

        var packed = columns.ConvertAll(column => Gathered(column, rows));
        var times = Times(packed, _timeColumn);
        var customers = NumberCustomers(ids, start, rows, registries.TracksFirstEvents ? KnownTimes(times, packed) : null);
        Count(batch, packed, times);
        return new TableRun(batch.Place, start, new PackedColumn<int>("customer_id", customers), packed);
    }

    /// <summary>When each event was known to have happened.</summary>
    private static long[]? KnownTimes(long[]? times, List<PackedColumn> columns) =>
        times is not null && Times(columns, "ingested_at") is { } ingested ? [.. times.Zip(ingested, long.Max)] : times;

    private static long[]? Times(List<PackedColumn> columns, string? name) =>
        columns.OfType<PackedColumn<long>>().FirstOrDefault(column => column.Name == name)?.Values;

    private int[] NumberCustomers(IdValues ids, int[] start, int[] rows, long[]? knownTimes)
    {
        var customers = new int[rows.Length];
        for (var partition = 0; partition < CustomerIds.PartitionCount; partition++)
        {
            if (start[partition] == start[partition + 1]) continue;
            var shard = registries.Shards[partition];
            lock (shard)
            {
                for (var index = start[partition]; index < start[partition + 1]; index++) customers[index] = ids.Intern(rows[index], shard);
                if (knownTimes is null) continue;
                for (var index = start[partition]; index < start[partition + 1]; index++) shard.NoteEvent(customers[index], knownTimes[index]);
            }
        }

        return customers;
    }

    private static PackedColumn Gathered(PackedColumn column, int[] rows)
    {
        var target = column.New(rows.Length);
        column.Gather(rows, target, 0);
        return target;
    }

    private void Count(RowBatch batch, List<PackedColumn> columns, long[]? times)
    {
        var refunds = columns.OfType<PackedColumn<double>>().FirstOrDefault(column => column.Name == "amount")?.Values.Count(amount => amount < 0) ?? 0;
        tally.AddRows(batch.RowCount, batch.KeptCount, refunds);
        if (times is not null) tally.AddTimes(times, Times(columns, "ingested_at"));
    }
}

namespace ChurnPredict.History;

/// <summary>Reads all tables of a history folder into runs, settles what only the whole history can tell (ids, words, currency,
/// referrals), and makes stores of ranges of partitions.</summary>
internal sealed class HistoryLoader : IDisposable
{
    private readonly HistoryReaderOptions _options;
    private readonly CancellationToken _cancellationToken;
    private readonly HistoryRegistries _registries = new();
    private readonly CurrencyRegistry _currencies;
    private readonly List<TableRuns> _tables = [];
    private readonly Dictionary<string, int[]> _finalCodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Vocabulary> _words = new(StringComparer.Ordinal);
    private CustomerTable? _customerTable;

    public HistoryLoader(HistoryDescription description, HistoryReaderOptions options, CancellationToken cancellationToken)
    {
        Description = description;
        _options = options;
        _cancellationToken = cancellationToken;
        TimeAxis = new TimeAxis(description.TimeZone);
        _currencies = new CurrencyRegistry(description);
        Customers = CustomerOrder.Create(_registries.Shards, 1, cancellationToken);
    }

    /// <summary>Parts of a spilled history are so many times smaller than the memory allowed. A part's runs and its finished
    /// arrays exist together, and those of several parts before until the collector comes by: with 6, loading 120 million rows
    /// within 4 GiB peaked at 7.2 GiB.</summary>
    private const int PartsPerMemory = 40;

    /// <summary>Share of all rows up to which those in the future are taken for mistyped.</summary>
    private const double MostMistyped = 0.01;

    /// <summary>Whether the rows are larger than the memory allowed and wait in temporary files.</summary>
    public bool IsSpilled { get; private set; }

    /// <summary>Number of parts that the history is walked in; 1 in memory.</summary>
    public int PartCount { get; private set; } = 1;

    /// <summary>What <c>history.yaml</c> says, completed by the currency that the rows tell.</summary>
    public HistoryDescription Description { get; private set; }

    public TimeAxis TimeAxis { get; }

    public CustomerOrder Customers { get; private set; }

    public HistoryVocabularies Vocabularies { get; private set; } = new();

    public HistoryQuality Quality { get; private set; } = new();

    public long FirstEventAt { get; private set; }

    public ObservedStart ObservedStart { get; } = new();

    public long LastEventAt { get; private set; }

    /// <summary>Reads the tables of a folder.</summary>
    public void Read(string folder)
    {
        using var tables = OpenTables.Open(folder, Description, _options.NeedsLabel);
        IsSpilled = tables.PackedBytes > _options.MemoryBytes / 2;
        PartCount = IsSpilled ? (int)long.Clamp(PartsPerMemory * tables.PackedBytes / _options.MemoryBytes!.Value, 2, CustomerIds.PartitionCount) : 1;
        _registries.TracksFirstEvents = tables.HasReferrers;
        var rows = tables.Tables.Sum(table => table.Files.RowCount);
        var before = 0L;
        foreach (var table in tables.Tables)
        {
            ReadTable(table, before, rows);
            before += table.Files.RowCount;
        }

        RefuseWithoutRows(folder);
        Description = Description with { Currency = _currencies.Settle() };
        Customers = CustomerOrder.Create(_registries.Shards, _options.ThreadCount, _cancellationToken);
        foreach (var name in _registries.WordNames) (_words[name], _finalCodes[name]) = _registries.Words(name).Seal();
        Vocabularies = CreateVocabularies();
        SettleSpan();
        Quality = new HistoryQuality
        {
            Tables = [.. TableSpec.All.Select(table => Find(table)).OfType<TableRuns>().Select(QualityOf)],
            Currencies = _currencies.Counts,
        };
        _customerTable = Find(TableSpec.Customers) is { } customers ? CreateCustomerTable(customers) : null;
    }

    /// <summary>The store of the customers in some partitions.</summary>
    public EventStore Load(int firstPartition, int partitionsEnd)
    {
        var (begin, end) = (Customers.FirstCustomer[firstPartition], Customers.FirstCustomer[partitionsEnd]);
        AssembledTable? Assemble(TableSpec table) => Find(table) is { } runs ? Assembled(runs, firstPartition, partitionsEnd) : null;
        return new EventStore
        {
            Ids = Customers.Ids(firstPartition, partitionsEnd),
            FirstCustomer = begin,
            Description = Description,
            TimeAxis = TimeAxis,
            Vocabularies = Vocabularies,
            FirstEventAt = FirstEventAt,
            ObservedStart = ObservedStart,
            LastEventAt = LastEventAt,
            Transactions = Assemble(TableSpec.Transactions) is { } transactions
                ? AssembledTables.Transactions(transactions)
                : AssembledTables.NoTransactions(end - begin),
            Customers = _customerTable is null ? null : CustomerTableParts.Slice(_customerTable, begin, end, isFirst: firstPartition == 0),
            Engagement = Assemble(TableSpec.Engagement) is { } engagement ? AssembledTables.Engagement(engagement) : null,
            Satisfaction = Assemble(TableSpec.Satisfaction) is { } satisfaction ? AssembledTables.Satisfaction(satisfaction) : null,
            Support = Assemble(TableSpec.Support) is { } support ? AssembledTables.Support(support) : null,
            Touches = Assemble(TableSpec.Touches) is { } touches ? AssembledTables.Touches(touches) : null,
        };
    }

    public void Dispose()
    {
        foreach (var table in _tables) table.Runs.Dispose();
    }

    private TableRuns? Find(TableSpec table) => _tables.Find(runs => runs.Table == table);

    private void ReadTable(OpenTable table, long rowsBefore, long rowsTotal)
    {
        var (spec, files, binding) = table;
        var tally = new TableTally(_options.Now is { } now ? Instants.From(now) : long.MaxValue);
        var reader = new RowGroupReader(spec, binding, TimeAxis, _registries, _currencies, tally);
        var groups = files.Files.SelectMany(file => file.Reader.RowGroups.Select(group => (file, group.Index))).ToArray();
        IRunStore runs = IsSpilled ? new SpilledRunStore(groups.Length) : new MemoryRunStore(groups.Length);
        _tables.Add(new TableRuns(spec, binding, tally, files.Files.Count, runs));
        _options.Progress?.Report(new HistoryProgress(spec.Name, rowsBefore, rowsTotal));
        ParallelWork.For(groups.Length, _options.ThreadCount, Read, _cancellationToken);

        void Read(int number)
        {
            var (file, rowGroup) = groups[number];
            runs.Add(number, reader.Read(file, rowGroup));
            _options.Progress?.Report(new HistoryProgress(spec.Name, rowsBefore + tally.RowsRead, rowsTotal));
        }
    }

    private void RefuseWithoutRows(string folder)
    {
        if (Description.Churn.Kind == ChurnKind.Label)
        {
            if (Find(TableSpec.Customers) is { Tally.RowsKept: > 0 }) return;
            throw new InvalidCustomerDataException($"{folder}: found no rows in customers, expected them with their label (churn.kind: label)");
        }

        var transactions = Find(TableSpec.Transactions) ?? throw new InvalidCustomerDataException(
            $"{folder}: found no transactions.parquet and no transactions folder, expected the table of purchases (other names: tables.transactions.path in {HistoryDescriptionFile.FileName})");
        if (transactions.Tally.RowsKept > 0) return;
        var reasons = string.Join("; ", _registries.Findings.ToList().Where(finding => finding.IsLeftOut).Select(finding => $"{finding.Count} rows: {finding.Column}: {finding.Reason} (first: {finding.Where})"));
        throw new InvalidCustomerDataException(
            $"{folder}: found {transactions.Tally.RowsRead} rows in transactions and none that can be used, expected at least one{(reasons.Length > 0 ? $"; {reasons}" : "")}");
    }

    private void SettleSpan()
    {
        var firsts = _tables.Select(table => table.Tally.FirstAt).OfType<long>().ToArray();
        foreach (var table in _tables) ObservedStart.Add(table.Tally.ObservedStart);
        if (Description.Churn is { Kind: ChurnKind.Label, LabelAsOf: { } asOf })
        {
            // The snapshot's date is the day after the last event, whether or not there are events.
            LastEventAt = TimeAxis.AsOf(asOf).Instant - 1;
            FirstEventAt = firsts.Append(LastEventAt).Min();
            return;
        }

        FirstEventAt = firsts.Min();
        // Where much of it lies ahead, the clock is wrong or somebody made it up: then the present does not tell how far it reaches.
        var isMistyped = _tables.Sum(table => table.Tally.RowsInFuture) <= MostMistyped * _tables.Sum(table => table.Tally.RowsKept);
        LastEventAt = ((isMistyped ? _tables.Max(table => table.Tally.LastPastAt) : null) ?? _tables.Max(table => table.Tally.LastAt))!.Value;
    }

    private AssembledTable Assembled(TableRuns runs, int firstPartition, int partitionsEnd)
    {
        var hasVersions = runs.Binding.Columns.Any(column => column.Spec.Name is "valid_from" or "ingested_at");
        var repeated = runs.Table == TableSpec.Customers && !hasVersions ? RepeatedRows.KeepLast
            : Description.DropDuplicates ? RepeatedRows.Drop : RepeatedRows.CountAndKeep;
        var codes = runs.Binding.Columns.Where(column => column.Spec.Words is not null)
            .ToDictionary(column => column.Spec.Name, column => _finalCodes.GetValueOrDefault(column.Spec.Words!) ?? [], StringComparer.Ordinal);
        var assembled = new TableAssembler(runs.Table, Customers, codes, repeated, _options.ThreadCount, _cancellationToken)
            .Assemble(runs.Runs.Load(firstPartition, partitionsEnd, _options.ThreadCount, _cancellationToken), firstPartition, partitionsEnd);

        // In memory everything is put together once; the runs make room for the next table.
        if (!IsSpilled) runs.Runs.Dispose();
        return assembled;
    }

    private CustomerTable CreateCustomerTable(TableRuns runs)
    {
        var ids = Customers.Ids(0, CustomerIds.PartitionCount);
        var table = Assembled(runs, 0, CustomerIds.PartitionCount);
        var referredBy = table.Find<int>("referred_by") is { } codes ? ReferredBy(codes, ids) : null;
        var (start, at) = referredBy is null ? (null, null)
            : Referrals.Create(table.Start, referredBy, table.Find<long>("signed_up_at"), table.Find<long>("valid_from"), table.Find<long>("ingested_at"), FirstEvents());
        var attributes = runs.Binding.Columns
            .Where(column => column.Spec.Role is ColumnRole.NumberAttribute or ColumnRole.TextAttribute)
            .Select(column => new AttributeColumn(
                column.Spec.Name, table.FindNumbers(column), table.FindCodes(column), column.Spec.Role == ColumnRole.TextAttribute ? _words.GetValueOrDefault(column.Spec.Words!, Vocabulary.Empty) : null))
            .OrderBy(column => column.Name, StringComparer.Ordinal);
        return AssembledTables.Customers(table, referredBy, start, at, [.. attributes]);
    }

    private int[] ReferredBy(int[] codes, CustomerIds ids)
    {
        var customerOf = _registries.Referrers.Resolve(ids);
        return Array.ConvertAll(codes, code => code == Vocabulary.Missing ? Vocabulary.Missing
            : customerOf[code] == Vocabulary.Missing ? CustomerTable.UnknownReferrer : customerOf[code]);
    }

    private long[] FirstEvents()
    {
        var firstEvents = new long[Customers.Count];
        Array.Fill(firstEvents, Instants.Missing);
        for (var partition = 0; partition < CustomerIds.PartitionCount; partition++)
        {
            var ranks = Customers.Ranks[partition];
            for (var code = 0; code < ranks.Length; code++)
            {
                if (_registries.Shards[partition].FirstEvent(code) is { } time) firstEvents[Customers.FirstCustomer[partition] + ranks[code]] = time;
            }
        }

        return firstEvents;
    }

    private HistoryVocabularies CreateVocabularies()
    {
        Vocabulary Of(string name) => _words.GetValueOrDefault(name, Vocabulary.Empty);
        return new HistoryVocabularies
        {
            Categories = Of("categories"),
            EngagementKinds = Of("kinds"),
            Channels = Of("channels"),
            Aspects = Of("aspects"),
            SatisfactionReasons = Of("reasons"),
            Topics = Of("topics"),
            Actions = Of("actions"),
            Countries = Of("countries"),
            Languages = Of("languages"),
            Plans = Of("plans"),
        };
    }

    private TableQuality QualityOf(TableRuns runs)
    {
        var findings = _registries.Findings.ToList().Where(finding => finding.Table == runs.Table.Name).ToArray();
        var leftOut = findings.Where(finding => finding.IsLeftOut)
            .GroupBy(finding => finding.Column is null ? finding.Reason : $"{finding.Column}: {finding.Reason}")
            .ToDictionary(group => group.Key, group => group.Sum(finding => finding.Count), StringComparer.Ordinal);
        return new TableQuality(runs.Table.Name, runs.Tally.RowsRead, runs.Tally.RowsKept, leftOut)
        {
            FileCount = runs.FileCount,
            FirstAt = runs.Tally.FirstAt,
            LastAt = runs.Tally.LastAt,
            LastPastAt = runs.Tally.LastPastAt,
            RowsInFuture = runs.Tally.RowsInFuture,
            Refunds = runs.Tally.Refunds,
            Nulls = runs.Tally.Nulls,
            UnusedColumns = runs.Binding.UnusedColumns,
            MissingLabel = runs.Binding.MissingLabel,
            Findings = findings,
        };
    }
}

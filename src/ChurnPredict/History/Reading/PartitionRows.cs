namespace ChurnPredict.History;

/// <summary>The rows of one partition of a table while they are put in order.</summary>
internal sealed class PartitionRows
{
    private readonly PackedColumn[] _columns;
    private readonly PackedColumn<long>? _times;

    /// <summary>Of rows that hold from the same time on, the one that became known last is the last.</summary>
    private readonly PackedColumn<long>? _knownTimes;
    private readonly PackedColumn<long>? _orderIds;
    private readonly bool _hasOrders;

    /// <summary>Rows in final order; those of the partition's customer c stand at <c>_start[c]..</c>, the kept ones first.</summary>
    private readonly int[] _order;
    private readonly int[] _start;

    /// <param name="runs">In the order of the files.</param>
    /// <param name="partition">Which partition.</param>
    /// <param name="rowCount">Its rows in all runs.</param>
    /// <param name="ranks">By number in the shard: the customer's place in the partition.</param>
    /// <param name="timeColumn">The column to sort by; null = <c>valid_from</c> and then <c>ingested_at</c>, as far as there are any.</param>
    /// <param name="hasOrders">Whether lines are numbered by order.</param>
    public PartitionRows(IReadOnlyList<TableRun> runs, int partition, int rowCount, int[] ranks, string? timeColumn, bool hasOrders)
    {
        _hasOrders = hasOrders;
        _columns = runs.Count == 0 ? [] : [.. runs[0].Columns.Select(column => column.New(rowCount))];
        var customers = new PackedColumn<int>("customer_id", new int[rowCount]);
        var at = 0;
        foreach (var run in runs)
        {
            var (start, count) = (run.Start[partition], run.Start[partition + 1] - run.Start[partition]);
            if (count == 0) continue;
            run.Customers.Copy(start, count, customers, at);
            for (var index = 0; index < _columns.Length; index++) run.Columns[index].Copy(start, count, _columns[index], at);
            at += count;
        }

        _knownTimes = timeColumn is null ? Find("ingested_at") : null;
        _times = Find(timeColumn ?? "valid_from") ?? _knownTimes;
        _orderIds = Find("order_id");
        (_start, _order) = ByCustomer(customers.Values, ranks);
        KeptCounts = new int[ranks.Length];
        for (var customer = 0; customer < ranks.Length; customer++) KeptCounts[customer] = _start[customer + 1] - _start[customer];
        if (_times is not null) SortByTime(_times.Values, _knownTimes?.Values);
    }

    /// <summary>By customer of the partition: rows that stay.</summary>
    public int[] KeptCounts { get; }

    public int KeptRowCount { get; private set; }

    /// <summary>Counts the rows that repeat others and drops them where told to.</summary>
    public long RemoveRepetitions(RepeatedRows repeated)
    {
        var repetitions = 0L;
        HashSet<int>? seen = null;
        for (var customer = 0; customer < KeptCounts.Length; customer++)
        {
            var rows = _order.AsSpan(_start[customer], KeptCounts[customer]);
            if (rows.Length < 2) continue;
            if (repeated == RepeatedRows.KeepLast)
            {
                repetitions += rows.Length - 1;
                rows[0] = rows[^1];
                KeptCounts[customer] = 1;
                continue;
            }

            var unique = RemoveExact(rows, repeated == RepeatedRows.Drop, ref seen);
            repetitions += rows.Length - unique;
            if (repeated == RepeatedRows.Drop) KeptCounts[customer] = unique;
        }

        KeptRowCount = KeptCounts.Sum();
        return repetitions;
    }

    /// <summary>Writes the kept rows one behind the other.</summary>
    public void Write(IReadOnlyList<PackedColumn> targets, int at, IReadOnlyDictionary<string, int[]> finalCodes)
    {
        var rows = Kept();
        foreach (var target in targets)
        {
            if (_hasOrders && target.Name == AssembledTable.OrderColumn)
            {
                NumberOrders(rows, ((PackedColumn<int>)target).Values.AsSpan(at, rows.Length));
                continue;
            }

            Array.Find(_columns, column => column.Name == target.Name)!.Gather(rows, target, at);
            if (finalCodes.TryGetValue(target.Name, out var codes)) Recode(((PackedColumn<int>)target).Values.AsSpan(at, rows.Length), codes);
        }
    }

    private static (int[] Start, int[] Order) ByCustomer(int[] customers, int[] ranks)
    {
        var start = new int[ranks.Length + 1];
        foreach (var customer in customers) start[ranks[customer] + 1]++;
        for (var rank = 0; rank < ranks.Length; rank++) start[rank + 1] += start[rank];
        var next = start[..^1];
        var order = new int[customers.Length];
        for (var row = 0; row < customers.Length; row++) order[next[ranks[customers[row]]]++] = row;
        return (start, order);
    }

    private PackedColumn<long>? Find(string name) => _columns.OfType<PackedColumn<long>>().FirstOrDefault(column => column.Name == name);

    /// <summary>Most histories are written in the order of time; then this is one look at each row.</summary>
    private void SortByTime(long[] times, long[]? knownTimes)
    {
        for (var customer = 0; customer < KeptCounts.Length; customer++)
        {
            var rows = _order.AsSpan(_start[customer], KeptCounts[customer]);
            for (var index = 1; index < rows.Length; index++)
            {
                if (times[rows[index]] > times[rows[index - 1]]) continue;
                if (times[rows[index]] == times[rows[index - 1]] && !(knownTimes?[rows[index]] < knownTimes?[rows[index - 1]])) continue;
                SortStably(rows, times, knownTimes);
                break;
            }
        }
    }

    /// <summary>Rows are numbered in the order of the files, so that times and number make every key different: any sort is stable.</summary>
    private static void SortStably(Span<int> rows, long[] times, long[]? knownTimes) => rows.Sort((left, right) =>
        times[left] != times[right] ? times[left].CompareTo(times[right])
        : knownTimes is not null && knownTimes[left] != knownTimes[right] ? knownTimes[left].CompareTo(knownTimes[right])
        : left.CompareTo(right));

    /// <summary>The number of rows that differ from all earlier ones; those move to the front when the others are dropped.</summary>
    private int RemoveExact(Span<int> rows, bool isDropping, ref HashSet<int>? seen)
    {
        var unique = 0;
        for (var begin = 0; begin < rows.Length;)
        {
            var end = begin + 1;
            while (end < rows.Length && _times!.Values[rows[end]] == _times.Values[rows[begin]]) end++;
            if (end - begin > 1)
            {
                seen ??= new HashSet<int>(new RowComparer(_columns));
                seen.Clear();
            }

            for (var index = begin; index < end; index++)
            {
                if (end - begin > 1 && !seen!.Add(rows[index])) continue;
                if (isDropping) rows[unique] = rows[index];
                unique++;
            }

            begin = end;
        }

        return unique;
    }

    private int[] Kept()
    {
        if (KeptRowCount == _order.Length) return _order;
        var rows = new int[KeptRowCount];
        var at = 0;
        for (var customer = 0; customer < KeptCounts.Length; customer++)
        {
            _order.AsSpan(_start[customer], KeptCounts[customer]).CopyTo(rows.AsSpan(at));
            at += KeptCounts[customer];
        }

        return rows;
    }

    private void NumberOrders(int[] rows, Span<int> orders)
    {
        var numberOf = new Dictionary<long, int>();
        var at = 0;
        foreach (var count in KeptCounts)
        {
            if (_orderIds is null) NumberByTime(rows.AsSpan(at, count), orders.Slice(at, count));
            else NumberById(rows.AsSpan(at, count), orders.Slice(at, count), numberOf);
            at += count;
        }
    }

    private void NumberByTime(ReadOnlySpan<int> rows, Span<int> orders)
    {
        var number = 0;
        for (var index = 1; index < rows.Length; index++)
        {
            if (_times!.Values[rows[index]] != _times.Values[rows[index - 1]]) number++;
            orders[index] = number;
        }
    }

    private void NumberById(ReadOnlySpan<int> rows, Span<int> orders, Dictionary<long, int> numberOf)
    {
        numberOf.Clear();
        for (var index = 0; index < rows.Length; index++)
        {
            var id = _orderIds!.Values[rows[index]];
            var key = id != 0 ? id : _times!.Values[rows[index]];
            if (!numberOf.TryGetValue(key, out var number)) numberOf.Add(key, number = numberOf.Count);
            orders[index] = number;
        }
    }

    private static void Recode(Span<int> values, int[] codes)
    {
        foreach (ref var value in values)
        {
            if (value != Vocabulary.Missing) value = codes[value];
        }
    }

    /// <summary>Rows are the same when all columns are; NaN is the same as NaN.</summary>
    private sealed class RowComparer(PackedColumn[] columns) : IEqualityComparer<int>
    {
        public bool Equals(int x, int y) => Array.TrueForAll(columns, column => column.AreEqual(x, y));

        public int GetHashCode(int obj)
        {
            var hash = default(HashCode);
            foreach (var column in columns) hash.Add(column.HashOf(obj));
            return hash.ToHashCode();
        }
    }
}

namespace ChurnPredict.History;

/// <summary>
/// Puts the runs of a table together: partition by partition, rows are gathered in the order of the files, sorted stably by
/// customer and time, checked for repetitions and written to their final place. A partition's rows stay in the cache meanwhile,
/// which a sort of all rows at once would not.
/// </summary>
internal sealed class TableAssembler(
    TableSpec table, CustomerOrder customers, IReadOnlyDictionary<string, int[]> finalCodes, RepeatedRows repeated, int threadCount,
    CancellationToken cancellationToken)
{
    private readonly string? _timeColumn = table.Columns.FirstOrDefault(spec => spec.Role == ColumnRole.RowTime)?.Name;
    private readonly bool _hasOrders = table.Name == TableSpec.Transactions.Name;

    /// <summary>Assembles the rows of some partitions.</summary>
    /// <param name="runs">In the order of the files; those of a spilled history hold the range's rows only.</param>
    /// <param name="firstPartition">The first partition.</param>
    /// <param name="partitionsEnd">The partition after the last.</param>
    public AssembledTable Assemble(IReadOnlyList<TableRun> runs, int firstPartition, int partitionsEnd)
    {
        var bases = Bases(runs, firstPartition, partitionsEnd);
        var targets = Targets(runs, bases[^1]);
        var firstCustomer = customers.FirstCustomer[firstPartition];
        var start = new int[customers.FirstCustomer[partitionsEnd] - firstCustomer + 1];
        var kept = new int[partitionsEnd - firstPartition];
        var repeats = new long[kept.Length];
        ParallelWork.For(kept.Length, threadCount, AssemblePartition, cancellationToken);
        for (var customer = 1; customer < start.Length; customer++) start[customer] += start[customer - 1];
        var columns = CloseGaps(targets, bases, kept).ToDictionary(column => column.Name, StringComparer.Ordinal);
        return new AssembledTable(start, columns, repeats.Sum());

        void AssemblePartition(int index)
        {
            var rows = Gather(runs, firstPartition + index, bases[index + 1] - bases[index]);
            repeats[index] = rows.RemoveRepetitions(repeated);
            rows.Write(targets, bases[index], finalCodes);
            rows.KeptCounts.CopyTo(start.AsSpan(customers.FirstCustomer[firstPartition + index] - firstCustomer + 1));
            kept[index] = rows.KeptRowCount;
        }
    }

    private PartitionRows Gather(IReadOnlyList<TableRun> runs, int partition, int rowCount) =>
        new(runs, partition, rowCount, customers.Ranks[partition], _timeColumn, _hasOrders);

    private static int[] Bases(IReadOnlyList<TableRun> runs, int firstPartition, int partitionsEnd)
    {
        var bases = new int[partitionsEnd - firstPartition + 1];
        long total = 0;
        for (var partition = firstPartition; partition < partitionsEnd; partition++)
        {
            foreach (var run in runs) total += run.Start[partition + 1] - run.Start[partition];
            if (total > Array.MaxLength)
                throw new InvalidCustomerDataException($"found more than {Array.MaxLength} rows in one table, expected fewer in memory at once: give --memory, so that the history is read in parts");
            bases[partition - firstPartition + 1] = (int)total;
        }

        return bases;
    }

    private List<PackedColumn> Targets(IReadOnlyList<TableRun> runs, int rowCount)
    {
        var targets = runs.Count == 0 ? [] : runs[0].Columns.Where(column => !(_hasOrders && column.Name == "order_id")).Select(column => column.New(rowCount)).ToList();
        if (_hasOrders) targets.Add(new PackedColumn<int>(AssembledTable.OrderColumn, new int[rowCount]));
        return targets;
    }

    private static IEnumerable<PackedColumn> CloseGaps(List<PackedColumn> columns, int[] bases, int[] kept)
    {
        if (kept.Sum() == bases[^1]) return columns;
        foreach (var column in columns)
        {
            var at = 0;
            for (var index = 0; index < kept.Length; index++)
            {
                column.Copy(bases[index], kept[index], column, at);
                at += kept[index];
            }
        }

        return columns.Select(column => column.Truncated(kept.Sum()));
    }
}

namespace ChurnPredict.History;

/// <summary>The kept rows of one row group, by hash partition and within one in the file's order.</summary>
/// <param name="Place">Where the rows stood; runs are put together in this order.</param>
/// <param name="Start">Rows of partition p are <c>Start[p]..Start[p + 1]</c>.</param>
/// <param name="Customers">By row: the customer's number in the partition's <see cref="IdShard"/>.</param>
/// <param name="Columns">The packed columns, the same in every run of a table.</param>
internal sealed record TableRun(RowGroupPlace Place, int[] Start, PackedColumn<int> Customers, IReadOnlyList<PackedColumn> Columns);

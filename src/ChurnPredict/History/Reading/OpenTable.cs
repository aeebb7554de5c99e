namespace ChurnPredict.History;

/// <summary>A table whose files are open and whose columns are bound, before its rows are read.</summary>
internal sealed record OpenTable(TableSpec Spec, TableFiles Files, TableBinding Binding) : IDisposable
{
    /// <summary>Bytes that the rows take in memory once they are packed.</summary>
    public long PackedBytes => Files.RowCount * (sizeof(int) + Binding.Columns.Sum(column => SizeOf(column.Spec.Role)));

    public void Dispose() => Files.Dispose();

    private static int SizeOf(ColumnRole role) => role switch
    {
        ColumnRole.Customer or ColumnRole.Currency => 0,
        ColumnRole.RowTime or ColumnRole.Time or ColumnRole.Amount or ColumnRole.Money or ColumnRole.OrderId => 8,
        ColumnRole.Flag or ColumnRole.Month or ColumnRole.Instrument => 1,
        _ => 4,
    };
}

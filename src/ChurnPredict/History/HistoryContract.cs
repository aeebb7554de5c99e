namespace ChurnPredict.History;

/// <summary>The tables that a history may have and their columns, for those who write them.</summary>
public static class HistoryContract
{
    /// <summary>The columns of a table, in the contract's order.</summary>
    /// <param name="table">One of <see cref="HistoryDescriptionFile.TableNames"/>.</param>
    /// <exception cref="ArgumentException">No such table.</exception>
    public static IReadOnlyList<ContractColumn> Columns(string table)
    {
        var spec = TableSpec.All.FirstOrDefault(each => each.Name == table) ?? throw new ArgumentException($"found '{table}', expected a table of the contract", nameof(table));
        return [.. spec.Columns.Select(column => new ContractColumn(column.Name, KindOf(column.Role), column.IsRequired))];
    }

    private static ContractColumnKind KindOf(ColumnRole role) => role switch
    {
        ColumnRole.RowTime or ColumnRole.Time => ContractColumnKind.Time,
        ColumnRole.Flag => ContractColumnKind.Flag,
        ColumnRole.Amount or ColumnRole.Money or ColumnRole.Number or ColumnRole.Score or ColumnRole.Month => ContractColumnKind.Number,
        _ => ContractColumnKind.Text,
    };
}

namespace ChurnPredict.History;

/// <summary>Rows of a table by customer and time, over a range of partitions.</summary>
/// <param name="Start">Rows of customer c are <c>Start[c]..Start[c + 1]</c>, from the range's first customer on.</param>
/// <param name="Columns">By name in the contract.</param>
/// <param name="RepeatedRowCount">Rows that repeat an earlier one (see <see cref="RepeatedRows"/>).</param>
internal sealed record AssembledTable(int[] Start, IReadOnlyDictionary<string, PackedColumn> Columns, long RepeatedRowCount)
{
    public const string OrderColumn = "order";

    /// <summary>A column's values, or null when the table lacks it.</summary>
    public T[]? Find<T>(string name)
        where T : unmanaged => Columns.TryGetValue(name, out var column) ? ((PackedColumn<T>)column).Values : null;

    /// <summary>The numbers of an attribute; null when it holds texts.</summary>
    public float[]? FindNumbers(ColumnBinding column) => FindAttribute<float>(column, ColumnRole.NumberAttribute);

    /// <summary>The codes of an attribute; null when it holds numbers.</summary>
    public int[]? FindCodes(ColumnBinding column) => FindAttribute<int>(column, ColumnRole.TextAttribute);

    /// <summary>A required column's values; a table without a single row has no columns at all.</summary>
    public T[] Get<T>(string name)
        where T : unmanaged => Start[^1] == 0 ? [] : ((PackedColumn<T>)Columns[name]).Values;

    private T[]? FindAttribute<T>(ColumnBinding column, ColumnRole role)
        where T : unmanaged =>
        Start[^1] == 0 ? column.Spec.Role == role ? [] : null
        : Columns[column.Spec.Name] is PackedColumn<T> packed ? packed.Values : null;
}

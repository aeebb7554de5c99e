namespace ChurnPredict.History;

/// <summary>The rows of one row group while they are read: which are left out, and what is found about them.</summary>
internal sealed class RowBatch(string table, RowGroupPlace place, int rowCount, FindingCollector findings)
{
    private readonly bool[] _isLeftOut = new bool[rowCount];

    public string Table { get; } = table;

    public RowGroupPlace Place { get; } = place;

    public int RowCount { get; } = rowCount;

    public int KeptCount { get; private set; } = rowCount;

    public bool IsLeftOut(int row) => _isLeftOut[row];

    /// <summary>Leaves a row out and counts it, unless it is out already: a row is counted for the first reason only.</summary>
    public void LeaveOut(int row, ref FindingTally tally, string? detail = null)
    {
        if (_isLeftOut[row]) return;
        _isLeftOut[row] = true;
        KeptCount--;
        tally.Add(row, detail);
    }

    /// <summary>Counts a value that becomes absent, unless its row is out already.</summary>
    public void Note(int row, ref FindingTally tally, string? detail = null)
    {
        if (!_isLeftOut[row]) tally.Add(row, detail);
    }

    public void Report(in FindingTally tally, string? column, string kind, string expected, bool isLeftOut, bool isExpected = false)
    {
        if (tally.Count > 0)
            findings.Add(new Finding(Table, column, kind, expected, isLeftOut, isExpected), tally.Count, tally.FirstRow, Place, tally.Detail);
    }

    /// <summary>The error of a column that cannot be read at all.</summary>
    public InvalidCustomerDataException WrongType(string column, Parquet.ParquetField field, string expected) =>
        new($"{Table}.{column}: found column '{field.Name}' of {ColumnKinds.Describe(field)}, expected {expected} ({Place.File}, row group {Place.RowGroup})");
}

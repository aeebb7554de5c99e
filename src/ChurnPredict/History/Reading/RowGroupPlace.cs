namespace ChurnPredict.History;

/// <summary>Where a row group stands, in reading order.</summary>
/// <param name="FileIndex">The file's place among the table's files.</param>
/// <param name="RowGroup">The row group in the file.</param>
/// <param name="File">The file, relative to the history folder.</param>
internal readonly record struct RowGroupPlace(int FileIndex, int RowGroup, string File) : IComparable<RowGroupPlace>
{
    public int CompareTo(RowGroupPlace other) => (FileIndex, RowGroup).CompareTo((other.FileIndex, other.RowGroup));
}

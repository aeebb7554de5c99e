namespace ChurnPredict.Boosting;

/// <summary>Where a block's contributions are added up, feature-major: that of feature f to row r at <c>f · Stride + r</c>.</summary>
/// <param name="contributions">The first value.</param>
/// <param name="stride">Room for rows: the number of rows rounded up to 16.</param>
/// <param name="rowCount">Rows, 1 to 64.</param>
internal readonly unsafe ref struct ShapTarget(double* contributions, int stride, int rowCount)
{
    /// <summary>The first value.</summary>
    public double* Contributions { get; } = contributions;

    /// <summary>Distance from one feature to the next.</summary>
    public int Stride { get; } = stride;

    /// <summary>Rows to explain.</summary>
    public int RowCount { get; } = rowCount;
}

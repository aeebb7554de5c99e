namespace ChurnPredict.Boosting;

/// <summary>The values of some rows by feature, from which thresholds are drawn.</summary>
internal sealed class FeatureSample
{
    /// <summary>Rows at most; more of them move a bin's edge by about half of it.</summary>
    private const int MaximumRows = 1 << 16;

    private const int ChunkRows = 1_024;

    private readonly FeatureMatrix _matrix;
    private readonly float[] _values;
    private readonly int _rows;

    public FeatureSample(FeatureMatrix matrix, int threadCount)
    {
        _matrix = matrix;
        _rows = Math.Min(matrix.RowCount, MaximumRows);
        _values = new float[(long)_rows * matrix.FeatureCount];
        Parallel.For(0, (_rows + ChunkRows - 1) / ChunkRows, new ParallelOptions { MaxDegreeOfParallelism = threadCount }, CopyChunk);
    }

    /// <summary>Rows in the sample.</summary>
    public int Rows => _rows;

    /// <summary>A feature's values in the order of the rows; to be asked before they are sorted.</summary>
    public ReadOnlySpan<float> Unsorted(int feature) => _values.AsSpan((int)((long)feature * _rows), _rows);

    /// <summary>
    /// A feature's values from <paramref name="minimum"/> on, ascending, without NaN. To be asked once a feature.
    /// </summary>
    /// <param name="feature">The feature.</param>
    /// <param name="minimum">The least value to take.</param>
    /// <param name="scratch">Length <see cref="Rows"/>; overwritten.</param>
    public ReadOnlySpan<float> SortedFrom(int feature, float minimum, Span<uint> scratch)
    {
        var values = _values.AsSpan((int)((long)feature * _rows), _rows);
        var count = 0;
        foreach (var value in values)
        {
            if (value >= minimum) values[count++] = value;
        }

        FloatSort.Ascending(values[..count], scratch);
        return values[..count];
    }

    private void CopyChunk(int chunk)
    {
        for (var draw = chunk * ChunkRows; draw < Math.Min((chunk + 1) * ChunkRows, _rows); draw++)
        {
            var row = _matrix.Row((int)SampledRow(draw));
            for (var feature = 0; feature < row.Length; feature++) _values[(long)feature * _rows + draw] = row[feature];
        }
    }

    /// <summary>One row out of each equal range, at a place that no period in the rows can follow.</summary>
    private long SampledRow(int draw)
    {
        var start = (long)draw * _matrix.RowCount / _rows;
        var end = (draw + 1L) * _matrix.RowCount / _rows;
        return start + (long)(((ulong)draw * 0x9E3779B97F4A7C15 >> 32) % (ulong)(end - start));
    }
}

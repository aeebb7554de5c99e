namespace ChurnPredict.Boosting;

/// <summary>Rows of features as learners and ensembles take them: float32, row-major, NaN where missing.</summary>
public sealed class FeatureMatrix
{
    /// <summary>Makes a matrix over an existing buffer, which it keeps.</summary>
    /// <param name="values">Row-major, length at least <paramref name="rowCount"/> × <paramref name="featureCount"/>.</param>
    /// <param name="rowCount">Rows, 0 or more.</param>
    /// <param name="featureCount">Features a row, 1 or more.</param>
    /// <param name="features">What each feature is; null means unnamed numeric features.</param>
    /// <exception cref="ArgumentException">The buffer is too short, or the descriptions are not one a feature.</exception>
    public FeatureMatrix(float[] values, int rowCount, int featureCount, IReadOnlyList<FeatureColumn>? features = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfNegative(rowCount);
        ArgumentOutOfRangeException.ThrowIfLessThan(featureCount, 1);
        if (values.LongLength < (long)rowCount * featureCount)
            throw new ArgumentException($"{values.LongLength} values for {rowCount} rows of {featureCount} features", nameof(values));
        if (features is not null && features.Count != featureCount)
            throw new ArgumentException($"{features.Count} descriptions for {featureCount} features", nameof(features));
        Values = values;
        RowCount = rowCount;
        FeatureCount = featureCount;
        Features = features ?? [.. Enumerable.Range(0, featureCount).Select(feature => new FeatureColumn($"f{feature}"))];
    }

    /// <summary>The buffer, row-major, owned by whoever made it.</summary>
    public float[] Values { get; }

    /// <summary>Number of rows.</summary>
    public int RowCount { get; }

    /// <summary>Number of features a row.</summary>
    public int FeatureCount { get; }

    /// <summary>One description a feature.</summary>
    public IReadOnlyList<FeatureColumn> Features { get; }

    /// <summary>One row, length <see cref="FeatureCount"/>.</summary>
    /// <param name="row">0 to <see cref="RowCount"/> − 1.</param>
    public ReadOnlySpan<float> Row(int row) => Values.AsSpan(checked(row * FeatureCount), FeatureCount);

    /// <summary>Copies some of the rows.</summary>
    /// <param name="rows">Which, in the order wanted.</param>
    public FeatureMatrix Choose(int[] rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var values = new float[checked(rows.Length * FeatureCount)];
        for (var index = 0; index < rows.Length; index++) Row(rows[index]).CopyTo(values.AsSpan(index * FeatureCount, FeatureCount));
        return new FeatureMatrix(values, rows.Length, FeatureCount, Features);
    }
}

namespace ChurnPredict.Boosting;

/// <summary>Rows to learn from or to judge a learner by.</summary>
/// <param name="Features">The rows; values are finite, or NaN where missing. Kept, not copied.</param>
/// <param name="Labels">One label a row, finite; 0 to 1 for the logistic objective. Kept, not copied.</param>
public sealed record TrainingData(FeatureMatrix Features, float[] Labels)
{
    /// <summary>One weight a row, finite and ≥ 0; null means 1 each.</summary>
    public float[]? Weights { get; init; }

    /// <summary>A raw score a row that is already there (an offset, not part of the ensemble); null means 0 each.</summary>
    public double[]? InitialScores { get; init; }

    /// <summary>
    /// Bins of <see cref="Features"/> made earlier, for several learns on one matrix; null means that learning makes them.
    /// </summary>
    public BinnedMatrix? Bins { get; init; }
}

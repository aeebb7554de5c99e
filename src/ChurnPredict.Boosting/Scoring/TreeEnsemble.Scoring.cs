namespace ChurnPredict.Boosting;

/// <content>Rows to raw scores and predictions.</content>
public sealed partial class TreeEnsemble
{
    // Below this turning the row into bytes costs more than walking the trees.
    private const int MinGroupedTrees = 16;

    private BinnedForest? _forest;
    private RowForest? _rowForest;

    /// <summary>The layout for blocks of rows, made when first asked for; two threads may make it, one result stays.</summary>
    internal BinnedForest Forest => _forest ?? Interlocked.CompareExchange(ref _forest, new BinnedForest(this), null) ?? _forest;

    /// <summary>The layout for single rows.</summary>
    private RowForest RowForest => _rowForest ?? Interlocked.CompareExchange(ref _rowForest, new RowForest(Forest), null) ?? _rowForest;

    private bool CanGroupTrees => RowScorer.IsSupported && Trees.Count >= MinGroupedTrees && RowForest.IsUsable;

    /// <summary>The raw score of one row; allocates nothing.</summary>
    /// <param name="row">One value a feature, NaN where missing.</param>
    /// <returns><see cref="BaseScore"/> plus one leaf value a tree, on the scale of the log-odds for a logistic link.</returns>
    /// <exception cref="ArgumentException">The row has more or fewer values than there are features.</exception>
    public double RawScore(ReadOnlySpan<float> row)
    {
        ThrowIfNotOneValueAFeature(row);
        return CanGroupTrees ? RowScorer.RawScore(RowForest, BaseScore, row) : RawScorePlain(row);
    }

    /// <summary>The prediction for one row: a probability, count or amount by <see cref="Link"/>; allocates nothing.</summary>
    /// <param name="row">One value a feature, NaN where missing.</param>
    /// <exception cref="ArgumentException">The row has more or fewer values than there are features.</exception>
    public double Predict(ReadOnlySpan<float> row) => ApplyLink(RawScore(row));

    /// <summary>The leaf of one tree that a row reaches.</summary>
    /// <param name="tree">Index into <see cref="Trees"/>.</param>
    /// <param name="row">One value a feature, NaN where missing.</param>
    /// <returns>Index into the tree's <see cref="DecisionTree.Leaves"/>.</returns>
    /// <exception cref="ArgumentException">The row has more or fewer values than there are features.</exception>
    public int LeafIndex(int tree, ReadOnlySpan<float> row)
    {
        ThrowIfNotOneValueAFeature(row);
        return TreeWalk.LeafIndex(Trees[tree], row);
    }

    /// <summary>From raw score to prediction, by <see cref="Link"/>.</summary>
    /// <param name="rawScore">Any number.</param>
    public double ApplyLink(double rawScore) => Link switch
    {
        LinkFunction.Logistic => 1 / (1 + Math.Exp(-rawScore)),
        LinkFunction.Exponential => Math.Exp(rawScore),
        _ => rawScore,
    };

    /// <summary>The raw scores of many rows, the same bits as <see cref="RawScore"/> gives row by row.</summary>
    /// <param name="rows">The rows; as many features as <see cref="Features"/>.</param>
    /// <param name="rawScores">Length at least <see cref="FeatureMatrix.RowCount"/>; that many are overwritten.</param>
    /// <param name="threadCount">Threads to use, 1 or more; the result is the same for any number.</param>
    /// <exception cref="ArgumentException">The matrix has other features, or the span is too short.</exception>
    public void RawScoreBatch(FeatureMatrix rows, Span<double> rawScores, int threadCount = 1)
    {
        RawScoreBatch(rows, rawScores, threadCount, VectorPaths.Best);
    }

    /// <summary>The predictions for many rows, the same bits as <see cref="Predict"/> gives row by row.</summary>
    /// <param name="rows">The rows; as many features as <see cref="Features"/>.</param>
    /// <param name="predictions">Length at least <see cref="FeatureMatrix.RowCount"/>; that many are overwritten.</param>
    /// <param name="threadCount">Threads to use, 1 or more; the result is the same for any number.</param>
    /// <exception cref="ArgumentException">The matrix has other features, or the span is too short.</exception>
    public void PredictBatch(FeatureMatrix rows, Span<double> predictions, int threadCount = 1)
    {
        RawScoreBatch(rows, predictions, threadCount);
        foreach (ref var prediction in predictions[..rows.RowCount]) prediction = ApplyLink(prediction);
    }

    /// <summary>The same on a path of the caller's choice.</summary>
    internal void RawScoreBatch(FeatureMatrix rows, Span<double> rawScores, int threadCount, VectorPath path)
    {
        ThrowIfUnfit(rows, rawScores.Length);
        var forest = path == VectorPath.Scalar ? null : Forest;
        RowBlocks.ForEach(rows.RowCount, BlockScorer.ChunkRows, threadCount, rawScores, (start, scores) =>
        {
            if (forest is not null)
            {
                var values = rows.Values.AsSpan(start * rows.FeatureCount, scores.Length * rows.FeatureCount);
                BlockScorer.Fill(path, forest, BaseScore, values, rows.FeatureCount, scores);
                return;
            }

            for (var row = 0; row < scores.Length; row++) scores[row] = RawScorePlain(rows.Row(start + row));
        });
    }

    /// <summary>The raw score of a row of the right length by plain walks.</summary>
    internal double RawScorePlain(ReadOnlySpan<float> row)
    {
        var score = BaseScore;
        // By index: an enumerator of an interface would be allocated.
        for (var tree = 0; tree < Trees.Count; tree++) score += Trees[tree].Leaves[TreeWalk.LeafIndex(Trees[tree], row)].Value;
        return score;
    }

    internal void ThrowIfNotOneValueAFeature(ReadOnlySpan<float> row)
    {
        if (row.Length != Features.Count)
            throw new ArgumentException($"a row of {row.Length} values; expected {Features.Count}, one a feature", nameof(row));
    }

    internal void ThrowIfUnfit(FeatureMatrix rows, long resultLength, int resultsARow = 1)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.FeatureCount != Features.Count)
            throw new ArgumentException($"rows of {rows.FeatureCount} features; expected {Features.Count}", nameof(rows));
        if (resultLength < (long)rows.RowCount * resultsARow)
        {
            throw new ArgumentException(
                $"room for {resultLength} results; expected {resultsARow} for each of the {rows.RowCount} rows", nameof(resultLength));
        }
    }
}

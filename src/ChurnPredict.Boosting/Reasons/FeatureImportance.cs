namespace ChurnPredict.Boosting;

/// <summary>How much each feature matters to an ensemble as a whole.</summary>
public static class FeatureImportance
{
    /// <summary>A loss over predictions in the order of the rows (labels and weights are the caller's): smaller is better.</summary>
    /// <param name="predictions">One prediction a row, link applied.</param>
    public delegate double Loss(ReadOnlySpan<double> predictions);

    /// <summary>The training loss that the splits on each feature removed.</summary>
    /// <param name="ensemble">The ensemble.</param>
    /// <returns>One sum a feature, in the unit of <see cref="TreeNode.Gain"/>; 0 for a feature without splits.</returns>
    public static double[] ByGain(TreeEnsemble ensemble)
    {
        ArgumentNullException.ThrowIfNull(ensemble);
        var gains = new double[ensemble.Features.Count];
        foreach (var node in ensemble.Trees.SelectMany(tree => tree.Nodes)) gains[node.Feature] += node.Gain;
        return gains;
    }

    /// <summary>How much the loss rises when the values of one feature are shuffled among the rows (Breiman 2001).</summary>
    /// <param name="ensemble">The ensemble.</param>
    /// <param name="rows">Rows that training has not seen; unchanged afterwards.</param>
    /// <param name="loss">The loss over the predictions for <paramref name="rows"/>.</param>
    /// <param name="seed">Where the shuffles come from; the same seed gives the same numbers.</param>
    /// <param name="repeats">Shuffles a feature, averaged; 1 or more.</param>
    /// <param name="threadCount">Threads to score with, 1 or more.</param>
    /// <returns>Shuffled loss minus loss, one a feature; near 0 or below for a feature that does not matter.</returns>
    public static double[] ByPermutation(
        TreeEnsemble ensemble, FeatureMatrix rows, Loss loss, int seed, int repeats = 1, int threadCount = 1)
    {
        ArgumentNullException.ThrowIfNull(ensemble);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentOutOfRangeException.ThrowIfLessThan(repeats, 1);
        var predictions = new double[rows.RowCount];
        ensemble.PredictBatch(rows, predictions, threadCount);
        var untouched = loss(predictions);
        var used = ensemble.Trees.SelectMany(tree => tree.Nodes).Select(node => node.Feature).ToHashSet();
        var shuffled = new FeatureMatrix([.. rows.Values], rows.RowCount, rows.FeatureCount, rows.Features);
        var importance = new double[rows.FeatureCount];
        for (var feature = 0; feature < rows.FeatureCount; feature++)
        {
            if (!used.Contains(feature)) continue;
            for (var repeat = 0; repeat < repeats; repeat++)
            {
                Shuffle(rows, shuffled, feature, new Random(HashSeed(seed, feature, repeat)));
                ensemble.PredictBatch(shuffled, predictions, threadCount);
                importance[feature] += (loss(predictions) - untouched) / repeats;
            }

            CopyColumn(rows, shuffled, feature);
        }

        return importance;
    }

    /// <summary>The mean size of each feature's SHAP values.</summary>
    /// <param name="explainer">The explainer of the ensemble.</param>
    /// <param name="rows">Rows to average over; at least one.</param>
    /// <param name="threadCount">Threads to use, 1 or more.</param>
    /// <returns>Mean |SHAP| a feature, in units of the raw score.</returns>
    public static double[] ByMeanAbsoluteShap(ShapExplainer explainer, FeatureMatrix rows, int threadCount = 1)
    {
        ArgumentNullException.ThrowIfNull(explainer);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfZero(rows.RowCount, nameof(rows));
        var contributions = new double[checked(rows.RowCount * rows.FeatureCount)];
        explainer.ExplainBatch(rows, contributions, threadCount);
        var means = new double[rows.FeatureCount];
        for (var index = 0; index < contributions.Length; index++) means[index % means.Length] += Math.Abs(contributions[index]);
        for (var feature = 0; feature < means.Length; feature++) means[feature] /= rows.RowCount;
        return means;
    }

    private static void Shuffle(FeatureMatrix from, FeatureMatrix to, int feature, Random random)
    {
        var order = new int[from.RowCount];
        for (var row = 0; row < order.Length; row++) order[row] = row;
        random.Shuffle(order);
        for (var row = 0; row < order.Length; row++)
            to.Values[(row * to.FeatureCount) + feature] = from.Values[(order[row] * from.FeatureCount) + feature];
    }

    private static void CopyColumn(FeatureMatrix from, FeatureMatrix to, int feature)
    {
        for (var row = 0; row < from.RowCount; row++)
            to.Values[(row * to.FeatureCount) + feature] = from.Values[(row * from.FeatureCount) + feature];
    }

    // HashCode is salted by process; this is not.
    private static int HashSeed(int seed, int feature, int repeat) => unchecked((((seed * 31) + feature) * 31) + repeat);
}

using System.Buffers;

namespace ChurnPredict.Boosting;

/// <summary>
/// Exact interventional SHAP values: what each feature adds beyond the average over a background sample, where features that
/// are not known yet come from the sample's rows, independently of those that are. Immutable and safe to use from any number
/// of threads. The cost of a row grows with the number of distinct ways the sample takes: a few hundred rows are enough.
/// </summary>
public sealed class InterventionalShapExplainer
{
    private const int BlockRows = 16;

    private readonly TreeEnsemble _ensemble;
    private readonly BackgroundTree[] _trees;

    /// <summary>Prepares an ensemble for explanations against a sample.</summary>
    /// <param name="ensemble">The ensemble.</param>
    /// <param name="background">The sample, at least one row; not kept.</param>
    /// <exception cref="ArgumentException">The sample is empty or has other features, or a leaf lies behind more than 64 distinct
    /// features.</exception>
    public InterventionalShapExplainer(TreeEnsemble ensemble, FeatureMatrix background)
    {
        ArgumentNullException.ThrowIfNull(ensemble);
        ArgumentNullException.ThrowIfNull(background);
        ArgumentOutOfRangeException.ThrowIfZero(background.RowCount, nameof(background));
        var scores = new double[background.RowCount];
        ensemble.RawScoreBatch(background, scores);
        _ensemble = ensemble;
        _trees = [.. ensemble.Trees.Select(tree => new BackgroundTree(new LeafPaths(tree), background))];
        ExpectedValue = scores.Average();
    }

    /// <summary>Number of features a row; contributions have one value each.</summary>
    public int FeatureCount => _ensemble.Features.Count;

    /// <summary>The mean raw score of the background sample.</summary>
    public double ExpectedValue { get; }

    /// <summary>Explains one row; works in pooled memory and allocates nothing of its own.</summary>
    /// <param name="row">One value a feature, NaN where missing.</param>
    /// <param name="contributions">Length <see cref="FeatureCount"/>; overwritten. Together with the returned value they add
    /// up to the row's raw score (to 1e-6).</param>
    /// <returns><see cref="ExpectedValue"/>.</returns>
    /// <exception cref="ArgumentException">A length is not <see cref="FeatureCount"/>.</exception>
    public double Explain(ReadOnlySpan<float> row, Span<double> contributions)
    {
        _ensemble.ThrowIfNotOneValueAFeature(row);
        if (contributions.Length != FeatureCount)
            throw new ArgumentException($"length {contributions.Length}; expected {FeatureCount}", nameof(contributions));
        contributions.Clear();
        Span<ulong> agreement = stackalloc ulong[LeafPaths.MaxItems];
        foreach (var tree in _trees)
        {
            var goesLeft = ArrayPool<ulong>.Shared.Rent(tree.Paths.Tree.Nodes.Length);
            DecisionMasks.Fill(tree.Paths.Tree, row, row.Length, goesLeft);
            for (var leaf = 0; leaf < tree.Paths.Tree.Leaves.Length; leaf++)
                tree.Add(leaf, tree.Paths.AgreedItems(leaf, goesLeft, agreement), contributions);
            ArrayPool<ulong>.Shared.Return(goesLeft);
        }

        return ExpectedValue;
    }

    /// <summary>Explains many rows, the same bits as <see cref="Explain"/> gives row by row.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="contributions">Row-major, <see cref="FeatureCount"/> values a row; overwritten.</param>
    /// <param name="threadCount">Threads to use, 1 or more; the result is the same for any number.</param>
    /// <returns><see cref="ExpectedValue"/>.</returns>
    /// <exception cref="ArgumentException">The matrix has other features, or the span is too short.</exception>
    public double ExplainBatch(FeatureMatrix rows, Span<double> contributions, int threadCount = 1)
    {
        _ensemble.ThrowIfUnfit(rows, contributions.Length, FeatureCount);
        RowBlocks.ForEach(
            rows.RowCount,
            BlockRows,
            threadCount,
            contributions,
            (start, results) =>
            {
                for (var row = 0; row * FeatureCount < results.Length; row++)
                    Explain(rows.Row(start + row), results.Slice(row * FeatureCount, FeatureCount));
            },
            FeatureCount);
        return ExpectedValue;
    }
}

namespace ChurnPredict.Boosting;

/// <summary>
/// Exact path-dependent SHAP values of an ensemble: what each feature adds to a row's raw score beyond the average over the
/// training weight (Lundberg et al., Consistent Individualized Feature Attribution for Tree Ensembles, 2018). Immutable and
/// safe to use from any number of threads.
/// </summary>
public sealed class ShapExplainer
{
    /// <summary>Rows that share one allocation. They are explained one by one: going tree by tree took twice as long, since the sums
    /// of several rows fit no near cache.</summary>
    private const int BlockRows = 16;

    private readonly TreeEnsemble _ensemble;
    private readonly ShapTree[] _trees;
    private readonly int _mostSplits;
    private readonly Lazy<LeafShares[]> _leaves;

    /// <summary>Prepares an ensemble for explanations.</summary>
    /// <param name="ensemble">The ensemble; its covers weigh the branches.</param>
    /// <exception cref="ArgumentException">A leaf lies behind more than 64 distinct features.</exception>
    public ShapExplainer(TreeEnsemble ensemble)
    {
        ArgumentNullException.ThrowIfNull(ensemble);
        _ensemble = ensemble;
        _trees = [.. ensemble.Trees.Select(tree => new ShapTree(tree))];
        _mostSplits = _trees.Select(tree => tree.Splits.Length).DefaultIfEmpty().Max();
        _leaves = new Lazy<LeafShares[]>(() => [.. ensemble.Trees.Select(tree => new LeafShares(new LeafPaths(tree)))]);
        ExpectedValue = _trees.Aggregate(ensemble.BaseScore, (sum, tree) => sum + tree.ExpectedValue);
    }

    /// <summary>Number of features a row; contributions have one value each.</summary>
    public int FeatureCount => _ensemble.Features.Count;

    /// <summary>The raw score of an average training row: what the contributions of a row start from.</summary>
    public double ExpectedValue { get; }

    /// <summary>Explains one row; allocates nothing on the managed heap.</summary>
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
        ExplainRows(row, contributions, isPlain: false);
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
        ExplainBatch(rows, contributions, threadCount, isPlain: false);
        return ExpectedValue;
    }

    /// <summary>Splits one row's contributions into pairs of features.</summary>
    /// <param name="row">One value a feature, NaN where missing.</param>
    /// <param name="interactions">Row-major, <see cref="FeatureCount"/> rows and columns; overwritten. Symmetric; each row adds up to
    /// its feature's contribution: off the diagonal half of what a pair does together, on it what the feature does alone.</param>
    /// <returns><see cref="ExpectedValue"/>.</returns>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public double ExplainInteractions(ReadOnlySpan<float> row, Span<double> interactions)
    {
        _ensemble.ThrowIfNotOneValueAFeature(row);
        if (interactions.Length != FeatureCount * FeatureCount)
            throw new ArgumentException($"length {interactions.Length}; expected {FeatureCount} × {FeatureCount}", nameof(interactions));
        interactions.Clear();
        foreach (var tree in _leaves.Value) ShapInteractions.Add(tree, row, interactions);
        return ExpectedValue;
    }

    /// <summary>The same with or without vector instructions.</summary>
    internal void ExplainBatch(FeatureMatrix rows, Span<double> contributions, int threadCount, bool isPlain)
    {
        _ensemble.ThrowIfUnfit(rows, contributions.Length, FeatureCount);
        RowBlocks.ForEach(
            rows.RowCount,
            BlockRows,
            threadCount,
            contributions,
            (start, results) => ExplainRows(rows.Values.AsSpan(start * FeatureCount, results.Length), results, isPlain),
            FeatureCount);
    }

    /// <summary>Explains a few rows; <paramref name="rows"/> and <paramref name="results"/> are row-major.</summary>
    private unsafe void ExplainRows(ReadOnlySpan<float> rows, Span<double> results, bool isPlain)
    {
        using var scratch = new ShapScratch(_mostSplits, FeatureCount);
        fixed (float* values = rows)
        {
            for (var start = 0; start < rows.Length; start += FeatureCount)
            {
                scratch.ClearSums();
                foreach (var tree in _trees) ShapKernel.Add(isPlain, tree, values + start, scratch);
                scratch.AddUp(results.Slice(start, FeatureCount));
            }
        }

        // The kernel reads the trees' terms by their addresses.
        GC.KeepAlive(_trees);
    }
}

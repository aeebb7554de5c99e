using System.Buffers;

namespace ChurnPredict.Boosting;

/// <summary>
/// Exact path-dependent SHAP values of an ensemble: what each feature adds to a row's raw score beyond the average over the
/// training weight (Lundberg et al., Consistent Individualized Feature Attribution for Tree Ensembles, 2018). Immutable and
/// safe to use from any number of threads.
/// </summary>
public sealed class ShapExplainer
{
    private const int BlockRows = 64;
    private const int MaxStackNodes = 1024;

    private readonly TreeEnsemble _ensemble;
    private readonly ShapTree[] _trees;
    private readonly int _maxNodes;

    /// <summary>Prepares an ensemble for explanations.</summary>
    /// <param name="ensemble">The ensemble; its covers weigh the branches.</param>
    /// <exception cref="ArgumentException">A leaf lies behind more than 64 distinct features.</exception>
    public ShapExplainer(TreeEnsemble ensemble)
    {
        ArgumentNullException.ThrowIfNull(ensemble);
        _ensemble = ensemble;
        _trees = [.. ensemble.Trees.Select(tree => new ShapTree(new LeafPaths(tree)))];
        _maxNodes = ensemble.Trees.Select(tree => tree.Nodes.Length).DefaultIfEmpty(0).Max();
        ExpectedValue = _trees.Aggregate(ensemble.BaseScore, (sum, tree) => sum + tree.Paths.ExpectedValue());
    }

    /// <summary>Number of features a row; contributions have one value each.</summary>
    public int FeatureCount => _ensemble.Features.Count;

    /// <summary>The raw score of an average training row: what the contributions of a row start from.</summary>
    public double ExpectedValue { get; }

    /// <summary>Explains one row; allocates nothing unless a tree has more than 1,024 splits.</summary>
    /// <param name="row">One value a feature, NaN where missing.</param>
    /// <param name="contributions">Length <see cref="FeatureCount"/>; overwritten. Together with the returned value they add
    /// up to the row's raw score (to 1e-6).</param>
    /// <returns><see cref="ExpectedValue"/>.</returns>
    /// <exception cref="ArgumentException">A length is not <see cref="FeatureCount"/>.</exception>
    public double Explain(ReadOnlySpan<float> row, Span<double> contributions)
    {
        _ensemble.ThrowIfNotOneValueAFeature(row);
        ThrowIfWrongLength(contributions.Length, FeatureCount, nameof(contributions));
        contributions.Clear();
        var rented = _maxNodes > MaxStackNodes ? ArrayPool<ulong>.Shared.Rent(_maxNodes) : null;
        var goesLeft = rented ?? stackalloc ulong[MaxStackNodes];
        Span<ulong> agreement = stackalloc ulong[LeafPaths.MaxItems];
        foreach (var tree in _trees)
        {
            DecisionMasks.Fill(tree.Paths.Tree, row, goesLeft);
            AddTree(tree, goesLeft, agreement, 1, contributions, 1);
        }

        if (rented is not null) ArrayPool<ulong>.Shared.Return(rented);
        return ExpectedValue;
    }

    /// <summary>Explains many rows.</summary>
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

    private static void AddTree(
        ShapTree tree, ReadOnlySpan<ulong> goesLeft, Span<ulong> agreement, int rowCount, Span<double> contributions, int stride)
    {
        var starts = tree.Paths.ItemStarts;
        for (var leaf = 0; leaf + 1 < starts.Length; leaf++)
        {
            var items = agreement[..(starts[leaf + 1] - starts[leaf])];
            tree.Paths.FillAgreement(leaf, goesLeft, items);
            ShapKernel.AddScalar(tree, leaf, items, rowCount, contributions, stride);
        }
    }

    private static void ThrowIfWrongLength(int found, int expected, string parameter)
    {
        if (found != expected) throw new ArgumentException($"length {found}; expected {expected}", parameter);
    }
}

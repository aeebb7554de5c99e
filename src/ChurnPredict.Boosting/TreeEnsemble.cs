namespace ChurnPredict.Boosting;

/// <summary>
/// An immutable sum of decision trees; whoever trained it, scoring, reasons and export are the same.
/// A row's raw score is <see cref="BaseScore"/> plus one leaf value a tree, added in tree order in double precision;
/// <see cref="Link"/> turns it into a probability, count or amount.
/// </summary>
public sealed partial class TreeEnsemble
{
    /// <summary>Makes an ensemble, which keeps the arrays.</summary>
    /// <param name="features">What each feature is, in the order of a row.</param>
    /// <param name="trees">The trees, in the order in which their values are added.</param>
    /// <param name="baseScore">The raw score before any tree.</param>
    /// <param name="link">From raw score to prediction.</param>
    /// <exception cref="ArgumentException">A tree names a feature that is not there.</exception>
    public TreeEnsemble(IReadOnlyList<FeatureColumn> features, IReadOnlyList<DecisionTree> trees, double baseScore, LinkFunction link)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(trees);
        foreach (var tree in trees)
        {
            if (tree.Nodes.Any(node => (uint)node.Feature >= (uint)features.Count))
                throw new ArgumentException($"a tree splits on a feature outside 0..{features.Count - 1}", nameof(trees));
        }

        Features = features;
        Trees = trees;
        BaseScore = baseScore;
        Link = link;
    }

    /// <summary>What each feature is, in the order of a row.</summary>
    public IReadOnlyList<FeatureColumn> Features { get; }

    /// <summary>The trees, in the order in which their values are added.</summary>
    public IReadOnlyList<DecisionTree> Trees { get; }

    /// <summary>The raw score before any tree.</summary>
    public double BaseScore { get; }

    /// <summary>From raw score to prediction.</summary>
    public LinkFunction Link { get; }
}

using ChurnPredict.Boosting;

namespace ChurnPredict.Learning;

/// <summary>Cuts and averages ensembles; the result is an ordinary ensemble again.</summary>
internal static class EnsembleAverage
{
    /// <summary>The first rounds of an ensemble.</summary>
    public static TreeEnsemble FirstRounds(TreeEnsemble ensemble, int rounds) => rounds >= ensemble.Trees.Count
        ? ensemble
        : new TreeEnsemble(ensemble.Features, [.. ensemble.Trees.Take(rounds)], ensemble.BaseScore, ensemble.Link);

    /// <summary>The ensemble whose raw score is the mean of the given ones' raw scores.</summary>
    public static TreeEnsemble Of(IReadOnlyList<TreeEnsemble> ensembles)
    {
        if (ensembles.Count == 1) return ensembles[0];
        var share = 1.0 / ensembles.Count;
        return new TreeEnsemble(
            ensembles[0].Features,
            [.. ensembles.SelectMany(ensemble => ensemble.Trees).Select(tree => Scaled(tree, share))],
            ensembles.Average(ensemble => ensemble.BaseScore),
            ensembles[0].Link);
    }

    private static DecisionTree Scaled(DecisionTree tree, double share) =>
        new(tree.Nodes, Array.ConvertAll(tree.Leaves, leaf => leaf with { Value = leaf.Value * share }), tree.CategorySets);
}

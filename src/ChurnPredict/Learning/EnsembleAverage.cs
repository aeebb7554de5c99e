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
        return Sum([.. ensembles.Select(ensemble => (ensemble, share))]);
    }

    /// <summary>The ensemble whose raw score is the weighted sum of the given ones' raw scores.</summary>
    public static TreeEnsemble Sum(IReadOnlyList<(TreeEnsemble Ensemble, double Weight)> parts) => new(
        parts[0].Ensemble.Features,
        [.. parts.SelectMany(part => part.Ensemble.Trees.Select(tree => Scaled(tree, part.Weight)))],
        parts.Sum(part => part.Weight * part.Ensemble.BaseScore),
        parts[0].Ensemble.Link);

    private static DecisionTree Scaled(DecisionTree tree, double share) =>
        new(tree.Nodes, Array.ConvertAll(tree.Leaves, leaf => leaf with { Value = leaf.Value * share }), tree.CategorySets);
}

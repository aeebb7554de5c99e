using System.Collections.Concurrent;
using ChurnPredict.Boosting;

namespace ChurnPredict.Learning;

/// <summary>
/// The ensembles that were grown while options were chosen. Our own boosting adds tree after tree, and a validation set changes none of
/// them: the first rounds of a tried ensemble are what growing it anew with so many rounds would give, byte for byte.
/// </summary>
internal sealed class TriedEnsembles
{
    private readonly ConcurrentDictionary<(GradientBoostingOptions Options, int Origin), TreeEnsemble> _ensembles = [];

    /// <summary>Keeps an ensemble of all its rounds.</summary>
    /// <param name="learner">Who grew it; others than our own may grow other trees when told of other rounds, and are not kept.</param>
    /// <param name="options">With which options.</param>
    /// <param name="origin">On the rows for which origin.</param>
    /// <param name="ensemble">The ensemble.</param>
    public void Keep(ITreeLearner learner, GradientBoostingOptions options, int origin, TreeEnsemble ensemble)
    {
        if (learner is GradientBoostingLearner && options.EarlyStoppingRounds is null) _ensembles[(Key(options), origin)] = ensemble;
    }

    /// <summary>The ensemble that the options would give; null when it has to be grown.</summary>
    public TreeEnsemble? Find(ITreeLearner learner, GradientBoostingOptions options, int origin) =>
        learner is GradientBoostingLearner && _ensembles.TryGetValue((Key(options), origin), out var ensemble) && ensemble.Trees.Count >= options.Rounds
            ? EnsembleAverage.FirstRounds(ensemble, options.Rounds)
            : null;

    private static GradientBoostingOptions Key(GradientBoostingOptions options) => options with { Rounds = 1, ThreadCount = null };
}

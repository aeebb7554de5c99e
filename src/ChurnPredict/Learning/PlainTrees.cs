using ChurnPredict.Boosting;

namespace ChurnPredict.Learning;

/// <summary>An ensemble with the first of the usual options, for what is needed on the way to a model and not chosen out of time.</summary>
internal static class PlainTrees
{
    /// <summary>As many as small bases bear without looking.</summary>
    private const int Rounds = 100;

    /// <summary>Learns on one thread.</summary>
    /// <param name="rows">Of both classes.</param>
    /// <param name="seed">For rows and features drawn.</param>
    public static TreeEnsemble Learn(TrainingData rows, int seed) =>
        new GradientBoosting(LearnerCandidates.For(rows.Labels.Length, seed, threadCount: 1)[0] with { Rounds = Rounds }).Learn(rows);
}

using ChurnPredict.Boosting;

namespace ChurnPredict.Learning;

/// <summary>
/// Options worth trying for a churn model, by the number of rows. On small bases trees must be small, slow and many, and several
/// ensembles that differ in their seed are averaged; on large ones the usual settings win and one ensemble suffices.
/// </summary>
internal static class LearnerCandidates
{
    /// <summary>Rows from which a base counts as large.</summary>
    public const int ManyRows = 150_000;

    public static IReadOnlyList<GradientBoostingOptions> For(int rows, int seed, int threadCount)
    {
        var common = new GradientBoostingOptions { Seed = seed, ThreadCount = threadCount };
        if (rows >= ManyRows)
            return [common with { Rounds = 300, LearningRate = 0.1, MaximumLeaves = 31, MinimumLeafRows = 100, FeatureFraction = 0.7 }];
        var slow = common with
        {
            Rounds = 350,
            LearningRate = 0.04,
            MinimumLeafRows = int.Clamp(rows / 200, 20, 60),
            FeatureFraction = 0.4,
            RowSampling = RowSampling.Plain(0.7),
            L2 = 5,
        };
        return
        [
            slow with { MaximumLeaves = 6 },
            slow with { MaximumLeaves = 14 },
        ];
    }

    /// <summary>How many ensembles of different seeds are averaged.</summary>
    public static int BagsFor(int rows) => rows >= ManyRows ? 1 : 5;
}

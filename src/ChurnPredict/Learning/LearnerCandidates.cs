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

    /// <summary>Rows from which a base bears faster and larger trees: on 60,000 generated rows small slow ones left a tenth of the skill behind.</summary>
    private const int MiddlingRows = 20_000;

    /// <summary>
    /// Share of the features that the smallest trees may use. Features come in near-copies (windows of 90, 180 and 365 days), and few of
    /// them a tree act as an average over all: on Online Retail's origins of 2011-04-14 to 06-13 the mean log-loss beyond calibration is
    /// .5891 with it and half of the rows a tree, .5912 with 0.4 and 0.7.
    /// </summary>
    private const double FewFeatures = 0.15;

    public static IReadOnlyList<GradientBoostingOptions> For(int rows, int seed, int threadCount)
    {
        var common = new GradientBoostingOptions { Seed = seed, ThreadCount = threadCount };
        if (rows >= ManyRows)
            return [common with { Rounds = 300, LearningRate = 0.1, MaximumLeaves = 31, MinimumLeafRows = 100, FeatureFraction = 0.7 }];
        if (rows >= MiddlingRows)
        {
            var middling = common with { Rounds = 300, LearningRate = 0.07, MinimumLeafRows = 60, FeatureFraction = 0.5, L2 = 2 };
            return [middling with { MaximumLeaves = 12 }, middling with { MaximumLeaves = 24 }];
        }

        var slow = common with
        {
            Rounds = 350,
            LearningRate = 0.04,
            MinimumLeafRows = int.Clamp(rows / 200, 20, 60),
            L2 = 5,
        };
        return
        [
            slow with { MaximumLeaves = 6, FeatureFraction = FewFeatures, RowSampling = RowSampling.Plain(0.5) },
            slow with { MaximumLeaves = 8, FeatureFraction = 0.4, RowSampling = RowSampling.Plain(0.7) },
        ];
    }

    /// <summary>How many ensembles of different seeds are averaged.</summary>
    public static int BagsFor(int rows) => rows >= ManyRows ? 1 : rows >= MiddlingRows ? 2 : 5;
}

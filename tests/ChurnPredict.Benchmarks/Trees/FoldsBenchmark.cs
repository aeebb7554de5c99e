using System.Text.Json;
using ChurnPredict.Boosting;
using ChurnPredict.History;
using ChurnPredict.Learning;

namespace ChurnPredict.Benchmarks;

/// <summary>
/// Cross-validates on a table: of some candidates the one with the least loss on inner validation rows is fitted anew on all
/// training rows of each fold and measured on the fold. The script beside it does the same with XGBoost. "churnpredict-trees" is one
/// ensemble of that candidate; "churnpredict" is what <c>train</c> makes of it on so few rows: ensembles of several seeds, averaged
/// with the additive model by a share that the inner validation rows choose.
/// </summary>
internal static class FoldsBenchmark
{
    private const int MaximumRounds = 600;
    private const int Patience = 40;

    public static int Run(string tablePath, string candidatesPath)
    {
        var table = JsonSerializer.Deserialize<FoldTable>(File.ReadAllText(tablePath))!;
        var candidates = JsonSerializer.Deserialize<FoldCandidate[]>(File.ReadAllText(candidatesPath))!;
        var (alone, averaged) = (new FoldScores("churnpredict-trees"), new FoldScores("churnpredict"));
        for (var fold = 0; fold <= table.Fold.Max(); fold++)
        {
            var outer = Pick(table, row => table.Fold[row] != fold);
            var test = Pick(table, row => table.Fold[row] == fold);
            var best = candidates.Select(candidate => Tried(table, fold, candidate)).MinBy(tried => tried.Loss);
            alone.Add(test, new GradientBoosting(best.Options).Learn(outer));
            averaged.Add(test, Averaged(outer, best.Options, ShareOfAdditive(table, fold, best.Options)));
        }

        Console.WriteLine(JsonSerializer.Serialize(new[] { alone.Summary, averaged.Summary }));
        return 0;
    }

    private static TreeEnsemble Averaged(TrainingData rows, GradientBoostingOptions options, double additiveShare)
    {
        var bags = Enumerable.Range(0, LearnerCandidates.BagsFor(rows.Labels.Length))
            .Select(bag => new GradientBoosting(options with { Seed = options.Seed + bag }).Learn(rows));
        var trees = EnsembleAverage.Of([.. bags]);
        return additiveShare == 0 ? trees : EnsembleAverage.Sum([(trees, 1 - additiveShare), (AdditiveLearner.Learn(rows), additiveShare)]);
    }

    private static double ShareOfAdditive(FoldTable table, int fold, GradientBoostingOptions options)
    {
        var (inner, validation) = Inner(table, fold);
        return AdditiveShare.Choose([(Predicted(validation, Averaged(inner, options, 0)), Predicted(validation, AdditiveLearner.Learn(inner)))]).Share;
    }

    private static OutOfTimePredictions Predicted(TrainingData rows, TreeEnsemble ensemble)
    {
        var rawLogOdds = new double[rows.Labels.Length];
        ensemble.RawScoreBatch(rows.Features, rawLogOdds);
        return new OutOfTimePredictions(default, rawLogOdds, rows.Labels, TrainingRows: 0);
    }

    private static (double Loss, GradientBoostingOptions Options) Tried(FoldTable table, int fold, FoldCandidate candidate)
    {
        var options = new GradientBoostingOptions
        {
            Rounds = MaximumRounds,
            EarlyStoppingRounds = Patience,
            LearningRate = candidate.Rate,
            MaximumLeaves = candidate.Leaves,
            MinimumLeafRows = candidate.LeafRows,
            MinimumLeafHessian = candidate.LeafHessian,
            L2 = candidate.L2,
            FeatureFraction = candidate.FeatureFraction,
            RowSampling = RowSampling.Plain(candidate.RowFraction),
        };
        var (inner, validation) = Inner(table, fold);
        var result = new GradientBoosting(options).LearnInDetail(inner, validation);
        return (result.ValidationLosses[result.BestRound - 1], options with { Rounds = result.BestRound, EarlyStoppingRounds = null });
    }

    private static (TrainingData Inner, TrainingData Validation) Inner(FoldTable table, int fold) =>
        (Pick(table, row => table.Fold[row] != fold && !table.Inner[row]), Pick(table, row => table.Fold[row] != fold && table.Inner[row]));

    private static TrainingData Pick(FoldTable table, Func<int, bool> isWanted)
    {
        var rows = Enumerable.Range(0, table.Label.Length).Where(isWanted).ToArray();
        var columns = table.Columns.Select((name, column) => new FeatureColumn(name, table.Categorical[column])).ToArray();
        var values = rows.SelectMany(row => table.Rows[row]).Select(value => value ?? float.NaN).ToArray();
        return new TrainingData(new FeatureMatrix(values, rows.Length, columns.Length, columns), [.. rows.Select(row => table.Label[row])]);
    }
}

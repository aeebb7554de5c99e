using System.Text.Json;
using ChurnPredict.Boosting;

namespace ChurnPredict.Benchmarks;

/// <summary>
/// Cross-validates on a table: of some candidates the one with the least loss on inner validation rows is fitted anew on all
/// training rows of each fold and measured on the fold. The script beside it does the same with XGBoost.
/// </summary>
internal static class FoldsBenchmark
{
    private const int MaximumRounds = 600;
    private const int Patience = 40;

    public static int Run(string tablePath, string candidatesPath)
    {
        var table = JsonSerializer.Deserialize<FoldTable>(File.ReadAllText(tablePath))!;
        var candidates = JsonSerializer.Deserialize<FoldCandidate[]>(File.ReadAllText(candidatesPath))!;
        var (aucs, losses) = (new List<double>(), new List<double>());
        for (var fold = 0; fold <= table.Fold.Max(); fold++)
        {
            var outer = Pick(table, row => table.Fold[row] != fold);
            var test = Pick(table, row => table.Fold[row] == fold);
            var best = candidates.Select(candidate => Tried(table, fold, candidate)).MinBy(tried => tried.Loss);
            var ensemble = new GradientBoosting(best.Options).Learn(outer);
            var probabilities = new double[test.Labels.Length];
            ensemble.PredictBatch(test.Features, probabilities);
            aucs.Add(Metric.Auc(test.Labels, probabilities));
            losses.Add(Metric.LogLoss(test.Labels, probabilities));
        }

        Console.WriteLine(JsonSerializer.Serialize(new { peer = "churnpredict", auc = aucs.Average(), log_loss = losses.Average(), folds_auc = aucs, folds_log_loss = losses }));
        return 0;
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
        var (inner, validation) = (Pick(table, row => table.Fold[row] != fold && !table.Inner[row]), Pick(table, row => table.Fold[row] != fold && table.Inner[row]));
        var result = new GradientBoosting(options).LearnInDetail(inner, validation);
        return (result.ValidationLosses[result.BestRound - 1], options with { Rounds = result.BestRound, EarlyStoppingRounds = null });
    }

    private static TrainingData Pick(FoldTable table, Func<int, bool> isWanted)
    {
        var rows = Enumerable.Range(0, table.Label.Length).Where(isWanted).ToArray();
        var columns = table.Columns.Select((name, column) => new FeatureColumn(name, table.Categorical[column])).ToArray();
        var values = rows.SelectMany(row => table.Rows[row]).Select(value => value ?? float.NaN).ToArray();
        return new TrainingData(new FeatureMatrix(values, rows.Length, columns.Length, columns), [.. rows.Select(row => table.Label[row])]);
    }
}

using System.Globalization;
using ChurnPredict.Learning;
using ChurnPredict.Trainer.Evaluation;
using ChurnPredict.Trainer.Terminals;
using Spectre.Console;

namespace ChurnPredict.Trainer.Training;

/// <summary>What a person reads after a training.</summary>
internal static class TrainingPages
{
    private const int FeaturesShown = 12;
    private const int TrialsShown = 8;

    public static void Write(Terminal terminal, TrainingOutcome outcome, bool json)
    {
        var manifest = outcome.Model.Manifest;
        if (json)
        {
            terminal.WriteJson(new
            {
                outcome.ModelId,
                outcome.IsChampion,
                outcome.Promotion,
                outcome.ComparedScores,
                manifest.Learner,
                manifest.LearnerOptions,
                manifest.Trials,
                manifest.HorizonDays,
                manifest.Calibration,
                manifest.ValueModel,
                manifest.Snapshots,
                manifest.Importance,
                manifest.Evaluation,
            });
            return;
        }

        terminal.Write(Snapshots(outcome));
        EvaluationPages.Write(terminal, manifest.Evaluation);
        terminal.Write(Importance(outcome));
        terminal.Write(Trials(outcome));
        terminal.WriteLine($"learner {manifest.Learner}: {manifest.LearnerOptions}; calibration {manifest.Calibration}");
        if (manifest.Trials.Count > 1) terminal.WriteLine(Reason(manifest.Trials));
        if (manifest.ValueModel is { } value) terminal.WriteLine($"value: {value}");
        terminal.WriteLine($"model {outcome.ModelId} written and read back ({outcome.ComparedScores:N0} scores equal); "
            + (outcome.IsChampion ? "champion: " : "not promoted: ") + outcome.Promotion);
    }

    private static Table Snapshots(TrainingOutcome outcome)
    {
        var table = new Table().Border(TableBorder.Rounded)
            .AddColumn("Snapshot").AddColumn("labels end").AddColumn(new TableColumn("customers").RightAligned())
            .AddColumn(new TableColumn("churned").RightAligned()).AddColumn("left out").AddColumn("use");
        foreach (var snapshot in outcome.Model.Manifest.Snapshots)
        {
            table.AddRow(
                snapshot.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                snapshot.LabelEnd.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                snapshot.Customers.ToString("N0", CultureInfo.InvariantCulture),
                snapshot.ChurnRate?.ToString("0.0%", CultureInfo.InvariantCulture) ?? (snapshot.IsUnfinished ? "not known yet" : "–"),
                string.Join(", ", snapshot.LeftOut.Where(left => left.Value > 0).Select(left => $"{left.Value:N0} {Words(left.Key.ToString())}")),
                string.Join(", ", Uses(snapshot)));
        }

        return table;
    }

    private static IEnumerable<string> Uses(Learning.SnapshotSummary snapshot)
    {
        if (snapshot.SampledCustomers is { } sampled) yield return FormattableString.Invariant($"a sample of {sampled:N0}");
        if (snapshot.Fold is { } fold) yield return FormattableString.Invariant($"group {fold} of its customers");
        if (snapshot.InBacktestTraining) yield return "backtest training";
        if (snapshot.PartlyInBacktestTraining) yield return "backtest training in part";
        if (snapshot.IsChoiceOrigin) yield return "choices";
        if (snapshot.IsTest) yield return "test";
        yield return snapshot.IsUnfinished ? "refit in part" : "refit";
    }

    private static Table Trials(TrainingOutcome outcome)
    {
        var trials = outcome.Model.Manifest.Trials;
        var table = new Table().Border(TableBorder.Rounded)
            .AddColumn($"Options tried ({trials.Count}; the best {Math.Min(trials.Count, TrialsShown)})").AddColumn(new TableColumn("rounds").RightAligned())
            .AddColumn(new TableColumn("log-loss on earlier origins").RightAligned());
        foreach (var trial in trials.OrderBy(trial => trial.LogLoss).Take(TrialsShown))
            table.AddRow(trial.Options, trial.Rounds.ToString(CultureInfo.InvariantCulture), trial.LogLoss.ToString("0.00000", CultureInfo.InvariantCulture));
        return table;
    }

    private static string Reason(IReadOnlyList<LearnerTrial> trials)
    {
        var best = trials.MinBy(trial => trial.LogLoss)!;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"chosen for the lowest log-loss on earlier origins of {trials.Count} tries: {best.LogLoss:0.00000} at {best.Rounds} rounds; the first try had {trials[0].LogLoss:0.00000}");
    }

    private static Table Importance(TrainingOutcome outcome)
    {
        var table = new Table().Border(TableBorder.Rounded)
            .AddColumn("What moves the scores").AddColumn(new TableColumn("mean |log-odds|").RightAligned());
        foreach (var weight in outcome.Model.Manifest.Importance.Take(FeaturesShown))
            table.AddRow(weight.Feature, weight.MeanAbsoluteContribution.ToString("0.000", CultureInfo.InvariantCulture));
        return table;
    }

    private static string Words(string name) => string.Concat(name.Select((letter, index) =>
        char.IsUpper(letter) ? (index == 0 ? "" : " ") + char.ToLowerInvariant(letter) : letter.ToString()));
}

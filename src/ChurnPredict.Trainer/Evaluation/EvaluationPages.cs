using System.Globalization;
using ChurnPredict.Learning;
using ChurnPredict.Trainer.Terminals;
using Spectre.Console;

namespace ChurnPredict.Trainer.Evaluation;

/// <summary>An evaluation as tables that a person reads: the model always beside the naive baselines.</summary>
internal static class EvaluationPages
{
    public static void Write(Terminal terminal, EvaluationReport report)
    {
        terminal.WriteLine();
        terminal.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{(report.IsOneSnapshot ? "On held-out customers of" : "Out of time on")} {report.TestSnapshot:yyyy-MM-dd}: {report.Customers:N0} customers, {report.ChurnRate:0.0%} churned ({report.Ensemble} ensemble)"));
        terminal.Write(ChurnTable(report));
        if (report.Value is { } value) terminal.Write(ValueTable(report, value));
        if (report.Value?.Deciles is { Count: > 0 } deciles) terminal.Write(DecileTable(deciles));
        terminal.Write(OriginTable(report));
        foreach (var warning in report.Warnings) terminal.WriteLine($"warning: {warning}");
        terminal.WriteLine($"grade {report.Grade.Letter}: {report.Grade.Reason}");
    }

    private static Table ChurnTable(EvaluationReport report)
    {
        var table = Titled("Churn", "AUC", "PR-AUC", "log-loss", "Brier", "skill", "calibration", "lift 5/10/20 %", "capture 10 %", "profit");
        AddChurn(table, "model", report.Churn);
        if (report.Churn.Intervals.Count > 0) AddIntervals(table, report.Churn);
        foreach (var (name, baseline) in report.Baselines)
        {
            if (baseline.Churn is { } churn) AddChurn(table, name, churn);
        }

        return table;
    }

    private static void AddChurn(Table table, string name, ChurnMetrics metrics) => table.AddRow(
        name,
        Figure(metrics.Auc),
        Figure(metrics.PrAuc),
        Figure(metrics.LogLoss),
        Figure(metrics.Brier),
        Share(metrics.BrierSkill),
        Figure(metrics.CalibrationError),
        string.Create(CultureInfo.InvariantCulture, $"{metrics.Lift5:0.00} / {metrics.Lift10:0.00} / {metrics.Lift20:0.00}"),
        Share(metrics.Capture10),
        metrics.ExpectedMaximumProfit is { } profit ? profit.ToString("0.00", CultureInfo.InvariantCulture) : "");

    private static void AddIntervals(Table table, ChurnMetrics metrics)
    {
        string Interval(string name, string format = "0.0000") => Range(metrics.Intervals, name, format);
        table.AddRow("  95 % interval", Interval("auc"), Interval("pr_auc"), Interval("log_loss"), Interval("brier"), Interval("brier_skill", "0.0%"),
            "", Interval("lift_10", "0.00"), "", "");
    }

    private static Table ValueTable(EvaluationReport report, ValueAccuracy value)
    {
        var table = Titled($"Value, {value.HorizonDays} days", "Gini", "Spearman", "MAE", "RMSE", "bias", "80 % interval holds");
        AddValue(table, "model", value);
        if (value.Intervals.Count > 0)
        {
            string Interval(string name, string format) => Range(value.Intervals, name, format);
            table.AddRow("  95 % interval", Interval("normalized_gini", "0.000"), Interval("spearman", "0.000"), Interval("mae", "0.0"),
                Interval("rmse", "0.0"), Interval("bias", "+0.0%;-0.0%;+0.0%"), "");
        }

        foreach (var (name, baseline) in report.Baselines)
        {
            if (baseline.Value is { } accuracy) AddValue(table, name, accuracy);
        }

        return table;
    }

    private static void AddValue(Table table, string name, ValueAccuracy value) => table.AddRow(
        name,
        value.NormalizedGini.ToString("0.000", CultureInfo.InvariantCulture),
        value.Spearman.ToString("0.000", CultureInfo.InvariantCulture),
        value.Mae.ToString("N1", CultureInfo.InvariantCulture),
        value.Rmse.ToString("N1", CultureInfo.InvariantCulture),
        value.Bias.ToString("+0.0%;-0.0%;+0.0%", CultureInfo.InvariantCulture),
        Share(value.Coverage));

    private static Table DecileTable(IReadOnlyList<Value.PredictionDecile> deciles)
    {
        var table = Titled("Value decile (lowest predicted first)", "customers", "predicted", "actual");
        foreach (var decile in deciles)
        {
            table.AddRow(
                decile.Decile.ToString(CultureInfo.InvariantCulture),
                decile.Rows.ToString("N0", CultureInfo.InvariantCulture),
                decile.MeanPredicted.ToString("N1", CultureInfo.InvariantCulture),
                decile.MeanActual.ToString("N1", CultureInfo.InvariantCulture));
        }

        return table;
    }

    private static Table OriginTable(EvaluationReport report)
    {
        var table = Titled(report.IsOneSnapshot ? "Group of customers" : "Rolling origin", "customers", "churned", "training rows", "AUC", "log-loss", "calibration", "value Gini", "value bias", "");
        foreach (var origin in report.Origins)
        {
            table.AddRow(
                origin.TestSnapshot.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                origin.Customers.ToString("N0", CultureInfo.InvariantCulture),
                Share(origin.ChurnRate),
                origin.TrainingRows.ToString("N0", CultureInfo.InvariantCulture),
                Figure(origin.Churn.Auc),
                Figure(origin.Churn.LogLoss),
                Figure(origin.Churn.CalibrationError),
                origin.Value is { } value ? value.NormalizedGini.ToString("0.000", CultureInfo.InvariantCulture) : "",
                origin.Value is { } biased ? biased.Bias.ToString("+0.0%;-0.0%;+0.0%", CultureInfo.InvariantCulture) : "",
                origin.ChosenOn ? "choices were made here" : "test, read once");
        }

        return table;
    }

    private static Table Titled(string first, params string[] columns)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn(first);
        foreach (var column in columns) table.AddColumn(new TableColumn(column).RightAligned());
        return table;
    }

    /// <summary>Nothing where the figure is not known, as without churners.</summary>
    private static string Range(IReadOnlyDictionary<string, MetricInterval> intervals, string name, string format) =>
        intervals.TryGetValue(name, out var interval) && double.IsFinite(interval.Low) && double.IsFinite(interval.High)
            ? $"{interval.Low.ToString(format, CultureInfo.InvariantCulture)}–{interval.High.ToString(format, CultureInfo.InvariantCulture)}"
            : "";

    private static string Figure(double? value) => value is { } known && double.IsFinite(known) ? known.ToString("0.0000", CultureInfo.InvariantCulture) : "";

    private static string Share(double? value) => value is { } known && double.IsFinite(known) ? known.ToString("0.0%", CultureInfo.InvariantCulture) : "";
}

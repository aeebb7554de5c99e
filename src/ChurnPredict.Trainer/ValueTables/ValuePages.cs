using System.Globalization;
using ChurnPredict.Trainer.Terminals;
using Spectre.Console;

namespace ChurnPredict.Trainer.ValueTables;

/// <summary>The report as tables that a person reads.</summary>
internal static class ValuePages
{
    public static void Write(Terminal terminal, ValueReport report)
    {
        terminal.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{report.Customers:N0} customers as of {report.AsOf:yyyy-MM-dd}, {report.RepeatPurchases:N0} repeat purchases"));
        terminal.Write(FitTable(report));
        if (report.HoldoutDays is { } days)
        {
            terminal.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"The {days} days after: {report.HoldoutPurchases:N0} purchases, {report.HoldoutSpend:N2} spent"));
            terminal.Write(HoldoutTable(report));
        }

        foreach (var note in report.Notes) terminal.WriteLine($"note: {note}");
    }

    private static Table FitTable(ValueReport report)
    {
        var table = Titled("Maximum likelihood", "parameters", "log-likelihood", "customers");
        foreach (var (name, model) in report.Models)
        {
            var parameters = string.Join("  ", model.Parameters.Select(parameter => $"{parameter.Key} {Figure(parameter.Value)}"));
            table.AddRow(name, parameters, model.LogLikelihood.ToString("0.00", CultureInfo.InvariantCulture), model.Customers.ToString("N0", CultureInfo.InvariantCulture));
        }

        return table;
    }

    private static Table HoldoutTable(ValueReport report)
    {
        var table = Titled("Holdout", "MAE", "RMSE", "total bias", "churn AUC", "Gini");
        foreach (var (name, model) in report.Models)
        {
            table.AddRow(name == "gamma_gamma" ? "money: pareto_nbd × gamma_gamma" : name,
                Figure(model.Mae), Figure(model.Rmse), Share(model.TotalBias), Figure(model.ChurnAuc), Figure(model.NormalizedGini));
        }

        foreach (var (name, baseline) in report.Baselines)
            table.AddRow(name, Figure(baseline.Mae), Figure(baseline.Rmse), Share(baseline.TotalBias), Figure(baseline.ChurnAuc), Figure(baseline.NormalizedGini));
        return table;
    }

    private static Table Titled(string title, params string[] columns)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn(title);
        foreach (var column in columns) table.AddColumn(new TableColumn(column).RightAligned());
        return table;
    }

    private static string Figure(double? value) => value is { } number && double.IsFinite(number)
        ? number.ToString(Math.Abs(number) >= 1000 ? "0.0" : "0.0000", CultureInfo.InvariantCulture)
        : "";

    private static string Share(double? value) => value is { } number && double.IsFinite(number)
        ? number.ToString("+0.0%;-0.0%", CultureInfo.InvariantCulture)
        : "";
}

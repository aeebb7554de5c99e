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
        if (report.SeasonFactors is { } factors)
            terminal.WriteLine($"Season, January to December: {string.Join(" ", factors.Select(factor => factor.ToString("0.00", CultureInfo.InvariantCulture)))}");
        if (report.Contracts is { } contracts)
        {
            terminal.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"Contracts by month: {contracts.Ended:N0} ended, {contracts.Running:N0} run; shifted beta-geometric a {contracts.A:0.0000}, b {contracts.B:0.0000}; a new one pays {contracts.ExpectedMonths:0.00} of the next 12 months, discounted"));
        }

        if (report.HoldoutDays is { } days)
        {
            terminal.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"The {days} days after: {report.HoldoutPurchases:N0} purchases, {report.HoldoutSpend:N2} spent"));
            terminal.Write(HoldoutTable(report));
            if (report.Models.Values.FirstOrDefault(model => model.Against is not null) is { } combined) terminal.Write(AgainstTable(combined.Against!));
            if (report.Money.Count > 0) terminal.Write(MoneyTable(report.Money));
        }

        foreach (var note in report.Notes) terminal.WriteLine($"note: {note}");
    }

    private static Table FitTable(ValueReport report)
    {
        var table = Titled("Maximum likelihood", "parameters", "log-likelihood", "customers");
        foreach (var (name, model) in report.Models)
        {
            var parameters = string.Join("  ", model.Parameters.Select(parameter => $"{parameter.Key} {Figure(parameter.Value)}"));
            table.AddRow(name, parameters, model.LogLikelihood?.ToString("0.00", CultureInfo.InvariantCulture) ?? "", model.Customers.ToString("N0", CultureInfo.InvariantCulture));
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

    private static Table AgainstTable(IReadOnlyDictionary<string, PairedAccuracy> against)
    {
        var table = Titled("combined minus", "MAE", "RMSE", "churn AUC");
        foreach (var (name, paired) in against) table.AddRow(name, Figure(paired.Mae), Figure(paired.Rmse), Figure(paired.ChurnAuc));
        return table;
    }

    private static Table MoneyTable(IReadOnlyDictionary<string, ValueAccuracyRow> money)
    {
        var table = Titled("Money: × gamma_gamma", "MAE", "RMSE", "total bias", "Gini");
        foreach (var (name, row) in money) table.AddRow(name, Figure(row.Mae), Figure(row.Rmse), Share(row.TotalBias), Figure(row.NormalizedGini));
        return table;
    }

    private static string Figure(PairedDifference paired) => string.Create(
        CultureInfo.InvariantCulture, $"{paired.Difference:+0.0000;-0.0000;+0.0000} ({paired.Low:+0.0000;-0.0000;+0.0000}..{paired.High:+0.0000;-0.0000;+0.0000})");

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
        ? number.ToString("+0.0%;-0.0%;+0.0%", CultureInfo.InvariantCulture)
        : "";
}

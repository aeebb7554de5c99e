using System.Diagnostics;
using System.Globalization;
using ChurnPredict.Value;

namespace ChurnPredict.Benchmarks;

/// <summary>Fits the purchase models to many customers and scores them; prints seconds, grouping included.</summary>
internal static class ValueSpeedBenchmark
{
    private const double HorizonWeeks = 26;

    public static int Run(string[] arguments)
    {
        var customers = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 1_000_000;
        var threads = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 2;
        var summaries = SimulatedPurchases.Make(customers, 1);
        PurchaseModelFitter.Fit(PurchaseModelKind.MbgNbd, PurchaseGroups.From(summaries.AsSpan(0, Math.Min(customers, 20_000))), threads);
        foreach (var kind in Enum.GetValues<PurchaseModelKind>()) Measure(kind, summaries, threads);
        var clock = Stopwatch.StartNew();
        var spend = GammaGamma.Fit(summaries, threads)!;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"gamma_gamma  fit {clock.Elapsed.TotalSeconds:0.00} s  {spend.Model}"));
        return 0;
    }

    private static void Measure(PurchaseModelKind kind, PurchaseSummary[] summaries, int threads)
    {
        var clock = Stopwatch.StartNew();
        var groups = PurchaseGroups.From(summaries);
        var grouped = clock.Elapsed;
        var fit = PurchaseModelFitter.Fit(kind, groups, threads);
        var fitted = clock.Elapsed;
        var scores = new (double Alive, double Purchases)[summaries.Length];
        clock.Restart();
        Parallel.For(0, scores.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, customer =>
            scores[customer] = (fit.Model.ProbabilityAlive(summaries[customer]), fit.Model.ExpectedPurchases(summaries[customer], HorizonWeeks)));
        var parameters = string.Join(", ", fit.Model.Parameters.Select(parameter => string.Create(CultureInfo.InvariantCulture, $"{parameter.Key} {parameter.Value:0.000}")));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{kind,-10} groups {groups.Count} in {grouped.TotalSeconds:0.00} s, fit with grouping {fitted.TotalSeconds:0.00} s ({fit.Iterations} steps), score {clock.Elapsed.TotalSeconds:0.00} s, {parameters}"));
    }
}

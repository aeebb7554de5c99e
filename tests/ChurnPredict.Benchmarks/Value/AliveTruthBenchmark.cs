using System.Globalization;
using ChurnPredict.History;
using ChurnPredict.Value;

namespace ChurnPredict.Benchmarks;

/// <summary>P(alive) against the known truth of a generated history, over 20 equal-count bins: as the models say it, and calibrated on
/// earlier windows, in plain and in seasonal time.</summary>
internal static class AliveTruthBenchmark
{
    private const int Bins = 20;
    private const int WindowDays = 90;

    public static int Run(string[] arguments)
    {
        var truthPath = Path.Combine(arguments[0], "truth.parquet");
        using var source = HistoryReader.Open(arguments[0], new HistoryReaderOptions { ThreadCount = 2 });
        foreach (var date in GeneratedTruth.Dates(truthPath)) Judge(source, truthPath, date);
        return 0;
    }

    private static void Judge(HistorySource source, string truthPath, DateOnly date)
    {
        var asOf = source.TimeAxis.AsOf(date);
        var truth = GeneratedTruth.Read(truthPath, date, "p_alive");
        var plain = PurchaseBase.Collect(source, asOf);
        Console.WriteLine($"{date:yyyy-MM-dd}: {plain.Ids.Length} customers");
        foreach (var season in new[] { null, PurchaseSeason.Learn(source, asOf) }.Distinct())
        {
            var options = new PurchaseBaseOptions { Season = season, ThreadCount = 2 };
            var customers = season is null ? plain : PurchaseBase.Collect(source, asOf, null, options);
            double[] known = [.. customers.Ids.Select(id => (double)truth.Of(id, "p_alive"))];
            var plan = PurchaseWindow.Plan(source.TimeAxis.LocalDate(source.FirstEventAt), date, WindowDays);
            var windows = plan.Count == 0 ? [] : PurchaseBase.CollectWindows(source, [plan[1], plan[^1]], options);
            foreach (var kind in new[] { PurchaseModelKind.ParetoNbd, PurchaseModelKind.MbgNbd })
            {
                var model = PurchaseModelFitter.Fit(kind, PurchaseGroups.From(customers.Summaries), 2).Model;
                var name = season is null ? model.Name : $"{model.Name}, seasonal time";
                Print(name, Array.ConvertAll(customers.Summaries, model.ProbabilityAlive), known);
                var calibration = AliveCalibration.Learn(windows, kind, 2);
                Print($"{name}, calibrated", Array.ConvertAll(customers.Summaries, summary => calibration.Probability(model, summary)), known);
            }
        }
    }

    private static double LogLoss(double foretold, double truth)
    {
        var inside = Math.Clamp(foretold, 1e-6, 1 - 1e-6);
        return -(truth * Math.Log(inside)) - ((1 - truth) * Math.Log(1 - inside));
    }

    private static void Print(string name, double[] alive, double[] truth)
    {
        var order = Enumerable.Range(0, alive.Length).Where(row => double.IsFinite(truth[row])).OrderBy(row => alive[row]).ToArray();
        var bins = Enumerable.Range(0, Bins).Select(bin => order[(order.Length * bin / Bins)..(order.Length * (bin + 1) / Bins)])
            .Select(rows => (Foretold: rows.Average(row => alive[row]), True: rows.Average(row => truth[row]))).ToArray();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {name}: {bins.Average(bin => Math.Abs(bin.Foretold - bin.True)):0.0000} over {Bins} bins, log-loss {order.Average(row => LogLoss(alive[row], truth[row])):0.0000}, mean {alive.Average():0.000} against {order.Average(row => truth[row]):0.000}"));
        Console.WriteLine("    " + string.Join(" ", bins.Select(bin => string.Create(CultureInfo.InvariantCulture, $"{bin.Foretold:0.00}/{bin.True:0.00}"))));
    }
}

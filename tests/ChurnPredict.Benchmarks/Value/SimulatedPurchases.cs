using ChurnPredict.Value;
using MathNet.Numerics.Distributions;

namespace ChurnPredict.Benchmarks;

/// <summary>Purchase summaries of a Pareto/NBD base with times in whole days, as histories give them.</summary>
internal static class SimulatedPurchases
{
    public static PurchaseSummary[] Make(int customers, int seed)
    {
        var random = new Random(seed);
        var summaries = new PurchaseSummary[customers];
        for (var customer = 0; customer < customers; customer++)
        {
            var age = 30 + random.Next(700);
            var rate = Gamma.Sample(random, 0.55, 10.6 * PurchaseSummary.DaysPerWeek);
            var life = Exponential.Sample(random, Gamma.Sample(random, 0.61, 11.7 * PurchaseSummary.DaysPerWeek));
            var active = Math.Min(age, life);
            var purchases = (int)Math.Min(age, Poisson.Sample(random, Math.Max(1e-12, rate * active)));
            var recency = purchases == 0 ? 0 : Math.Clamp(Math.Ceiling(active * Math.Pow(random.NextDouble(), 1.0 / purchases)), purchases, age);
            if (recency < purchases) purchases = (int)recency;
            var gaps = SumLogGaps(random, purchases, recency / PurchaseSummary.DaysPerWeek);
            var spend = purchases == 0 ? double.NaN : Gamma.Sample(random, 6 * purchases, Gamma.Sample(random, 4, 15) * purchases);
            summaries[customer] = new PurchaseSummary(purchases, recency / PurchaseSummary.DaysPerWeek, age / PurchaseSummary.DaysPerWeek, spend, gaps);
        }

        return summaries;
    }

    /// <summary>Gaps without rhythm: exponential ones that fill the recency, of a day at least.</summary>
    private static double SumLogGaps(Random random, int purchases, double recencyWeeks)
    {
        var gaps = Enumerable.Range(0, purchases).Select(_ => Exponential.Sample(random, 1)).ToArray();
        var sum = gaps.Sum();
        return gaps.Sum(gap => Math.Log(Math.Max(gap / sum * recencyWeeks, 1 / PurchaseSummary.DaysPerWeek)));
    }
}

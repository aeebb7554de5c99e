using ChurnPredict.Value;
using MathNet.Numerics.Distributions;

namespace ChurnPredict.Tests.Value;

/// <summary>Customers simulated from a model's own story, with what they do after the end of their age.</summary>
internal sealed class SimulatedBuyers
{
    private readonly Random _random;

    public SimulatedBuyers(PurchaseModel model, int count, double horizonWeeks, int seed)
    {
        _random = new Random(seed);
        Summaries = new PurchaseSummary[count];
        Future = new double[count];
        FirstWeeks = new double[count];
        Alive = new bool[count];
        for (var customer = 0; customer < count; customer++)
        {
            var age = 20.0 + (customer % 40);
            var (times, life) = model is ParetoNbd pareto ? Times(pareto, age + horizonWeeks) : Times((BetaGeometricNbd)model, age + horizonWeeks);
            Summaries[customer] = Summarise(times.TakeWhile(time => time < age).ToList(), age);
            Future[customer] = times.Count(time => time >= age);
            FirstWeeks[customer] = times.Where(time => time >= age).Select(time => time - age).Append(double.PositiveInfinity).First();
            Alive[customer] = life > age;
        }
    }

    public PurchaseSummary[] Summaries { get; }

    public double[] Future { get; }

    public double[] FirstWeeks { get; }

    public bool[] Alive { get; }

    private static PurchaseSummary Summarise(List<double> times, double age)
    {
        var sumLogGaps = times.Select((time, index) => Math.Log(time - (index == 0 ? 0 : times[index - 1]))).Sum();
        return new PurchaseSummary(times.Count, times.Count == 0 ? 0 : times[^1], age, 1, sumLogGaps);
    }

    private (List<double> Times, double Life) Times(ParetoNbd model, double end)
    {
        var rate = Gamma.Sample(_random, model.R, model.Alpha);
        var life = Exponential.Sample(_random, Gamma.Sample(_random, model.S, model.Beta));
        var times = new List<double>();
        for (var time = Exponential.Sample(_random, rate); time < Math.Min(end, life); time += Exponential.Sample(_random, rate)) times.Add(time);
        return (times, life);
    }

    private (List<double> Times, double Life) Times(BetaGeometricNbd model, double end)
    {
        var rate = Gamma.Sample(_random, model.R, model.Alpha);
        var stop = Beta.Sample(_random, model.A, model.B);
        var times = new List<double>();
        if (model.StopsAfterFirst && _random.NextDouble() < stop) return (times, 0);
        for (var time = Erlang.Sample(_random, model.K, rate); time < end; time += Erlang.Sample(_random, model.K, rate))
        {
            times.Add(time);
            if (_random.NextDouble() < stop) return (times, time);
        }

        return (times, double.PositiveInfinity);
    }
}

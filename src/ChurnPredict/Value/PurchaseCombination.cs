using ChurnPredict.Boosting;

namespace ChurnPredict.Value;

/// <summary>
/// Both schools in one: boosted trees (Poisson loss) learn on windows inside the known time by what factor the probabilistic models'
/// expectation is off, from how often and how lately a customer bought, how regularly, for how much, and where the models disagree. From
/// which expectation trees start (one model's or the mean of all), how many there are, and whether the base's level is moved is chosen
/// on the last window by trees that saw only a window before it.
/// </summary>
public sealed class PurchaseCombination
{
    private const int MaximumRows = 60_000;

    private static readonly int[] RoundChoices = [0, 20, 40, 80, 160];

    private readonly CombinationStart _start;
    private readonly TreeEnsemble _factors;
    private readonly double _logLevel;

    private PurchaseCombination(CombinationStart start, TreeEnsemble factors, double logLevel) => (_start, _factors, _logLevel) = (start, factors, logLevel);

    /// <summary>From which expectation the trees start: a model's name, or <c>mean</c>.</summary>
    public string Start => _start.Name;

    /// <summary>Trees that the earlier windows asked for; 0 = the start stands as it is.</summary>
    public int TreeCount => _factors.Trees.Count;

    /// <summary>What the whole base's expectation is multiplied by before trees; 1 = the earlier windows asked for none.</summary>
    public double Level => Math.Exp(_logLevel);

    /// <summary>Learns from windows.</summary>
    /// <param name="windows">As <see cref="PurchaseWindow.Plan"/> lays them out: the first ends where the last begins.</param>
    /// <param name="threadCount">Threads, 1 or more; the result does not depend on it.</param>
    /// <param name="cancellationToken">Stops the learning.</param>
    /// <returns>null without windows, or when nothing was bought in them.</returns>
    public static PurchaseCombination? Learn(IReadOnlyList<PurchaseWindow> windows, int threadCount = 1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(windows);
        if (windows.Count < 2 || windows.Any(window => window.Summaries.Length < 100 || window.Purchases.Sum() < 20)) return null;
        var rows = windows.Select(window => CombinationRows.From(window, MaximumRows, threadCount)).ToArray();
        var best = CombinationStart.All
            .SelectMany(start => Trials(start, rows[0], threadCount, cancellationToken))
            .MinBy(trial => trial.Model.Deviance(rows[^1]));
        var (factors, logLevel) = Fit(best.Model._start, rows[1..], best.Model.TreeCount, threadCount, cancellationToken);
        return new PurchaseCombination(best.Model._start, factors, best.MovesLevel ? logLevel : 0);
    }

    /// <summary>Expected purchase days of customers.</summary>
    /// <param name="summaries">The customers.</param>
    /// <param name="weeks">The horizon, > 0.</param>
    /// <param name="threadCount">Threads, 1 or more; the result does not depend on it.</param>
    public double[] Expected(PurchaseSummary[] summaries, double weeks, int threadCount = 1)
    {
        ArgumentNullException.ThrowIfNull(summaries);
        var forecasts = PurchaseForecasts.Fit(summaries, weeks, threadCount);
        var expected = new double[summaries.Length];
        Parallel.For(0, expected.Length, new ParallelOptions { MaxDegreeOfParallelism = threadCount }, customer =>
        {
            Span<float> features = stackalloc float[PurchaseForecasts.Names.Count];
            var logMean = Math.Log(forecasts.Fill(summaries[customer], features));
            expected[customer] = Math.Exp(logMean + _start.Of(features) + _logLevel + _factors.RawScore(features));
        });
        return expected;
    }

    /// <summary>Everything that may be chosen with one start.</summary>
    private static IEnumerable<(PurchaseCombination Model, bool MovesLevel)> Trials(
        CombinationStart start, CombinationRows rows, int threadCount, CancellationToken cancellationToken)
    {
        var (factors, logLevel) = Fit(start, [rows], RoundChoices[^1], threadCount, cancellationToken);
        foreach (var rounds in RoundChoices)
        {
            var first = new TreeEnsemble(factors.Features, [.. factors.Trees.Take(rounds)], factors.BaseScore, factors.Link);
            yield return (new PurchaseCombination(start, first, 0), false);
            yield return (new PurchaseCombination(start, first, logLevel), true);
        }
    }

    private static (TreeEnsemble Factors, double LogLevel) Fit(
        CombinationStart start, CombinationRows[] windows, int rounds, int threadCount, CancellationToken cancellationToken)
    {
        var rows = CombinationRows.Together(windows);
        var starts = rows.Starts(start);
        var logLevel = Math.Log(rows.Actual.Sum(actual => (double)actual) / starts.Sum(Math.Exp));
        if (rounds == 0) return (new TreeEnsemble(rows.Features.Features, [], 0, LinkFunction.Exponential), logLevel);
        var settings = new GradientBoostingOptions
        {
            Objective = new PoissonObjective(),
            Rounds = rounds,
            LearningRate = 0.04,
            MaximumLeaves = 5,
            MinimumLeafRows = Math.Clamp(rows.Actual.Length / 60, 20, 500),
            L2 = 10,
            Seed = 1,
            ThreadCount = threadCount,
        };
        var data = new TrainingData(rows.Features, rows.Actual) { InitialScores = Array.ConvertAll(starts, value => value + logLevel) };
        return (new GradientBoostingLearner().Learn(settings, data, null, null, cancellationToken).Ensemble, logLevel);
    }

    private double Deviance(CombinationRows rows)
    {
        var objective = new PoissonObjective();
        var starts = rows.Starts(_start);
        return Enumerable.Range(0, rows.Actual.Length).Sum(row =>
            objective.Loss(rows.Actual[row], starts[row] + _logLevel + _factors.RawScore(rows.Features.Row(row))));
    }
}

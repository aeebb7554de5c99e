using ChurnPredict.Learning;

namespace ChurnPredict.Value;

/// <summary>
/// The distribution around an expected value: nothing with probability 1 − p, otherwise an amount whose ratio to its own
/// expectation is distributed as on earlier origins, in groups by expected value. By how much an origin's whole base came out above or
/// below what was foretold is another matter than how its customers scatter: where the season is known it is taken out of the ratios, and
/// what such levels came to spreads the distribution. The share of the distribution which an 80 % interval spans is conformalised: chosen
/// such that 80 % of earlier outcomes fell inside, and would in a base with as many silent customers as the latest one: an interval of
/// nothing alone holds for more of them than it was asked to.
/// </summary>
internal sealed record ValueIntervals
{
    /// <summary>Quantiles kept a group.</summary>
    private const int QuantileCount = 101;

    /// <summary>Outcomes with money that a group needs.</summary>
    private const int FewestPositives = 150;

    /// <summary>Calibration of the probability that any money comes.</summary>
    public required PlattCalibration Occurrence { get; init; }

    /// <summary>Expected values at which the second, third, … group begins.</summary>
    public required double[] GroupStarts { get; init; }

    /// <summary>Quantiles (0 %, 1 %, … 100 %) of amount ÷ expected amount, a group.</summary>
    public required double[][] Ratios { get; init; }

    /// <summary>Share of the distribution that an interval spans.</summary>
    public required double Mass { get; init; }

    /// <summary>Learns from out-of-time outcomes.</summary>
    /// <param name="origins">What was foretold and what came, an origin; one or more.</param>
    /// <param name="coverage">Share of outcomes to fall inside.</param>
    /// <param name="latest">Log-odds that any money comes of the customers of the latest base known, by the trees for use; empty where the
    /// outcomes are those of training rows, of which trees are surer than of others.</param>
    /// <param name="unknownLevel">Where the season to come is not known: standard deviation of the logarithm of what the whole base's level
    /// may do. Earlier origins then knew as little, and their levels stay in: they show where it drifts. null = the season is known, levels
    /// are taken out. The distribution is spread after the interval was conformalised.</param>
    public static ValueIntervals Learn(IReadOnlyList<ValueOutcome[]> origins, double coverage, double[] latest, double? unknownLevel = null)
    {
        var levels = origins.Select(outcomes => unknownLevel is null ? OriginLevel.Of(outcomes) : default).ToArray();
        var ordered = origins.Zip(levels, (outcomes, level) => outcomes.Select(level.TakeOutOf)).SelectMany(outcomes => outcomes).OrderBy(outcome => outcome.Expected).ToArray();
        var occurrence = LearnOccurrence(ordered);
        var groups = Math.Clamp(ordered.Count(outcome => outcome.Actual > 0) / FewestPositives, 1, 10);
        var parts = Enumerable.Range(0, groups)
            .Select(group => ordered[(int)((long)ordered.Length * group / groups)..(int)((long)ordered.Length * (group + 1) / groups)]).ToArray();
        var intervals = new ValueIntervals
        {
            Occurrence = occurrence,
            GroupStarts = [.. parts.Skip(1).Select(part => part[0].Expected)],
            Ratios = Array.ConvertAll(parts, part => RatiosOf(part, occurrence)),
            Mass = coverage,
        };
        var spread = unknownLevel ?? OriginLevel.Spread(levels);
        return intervals with { Mass = intervals.Conformalise(ordered, coverage, latest), Ratios = Array.ConvertAll(intervals.Ratios, ratios => Spread(ratios, spread)) };
    }

    /// <summary>The interval of a row.</summary>
    /// <param name="occurrenceLogOdds">Uncalibrated log-odds that any money comes.</param>
    /// <param name="expected">Expected money.</param>
    public (double Low, double High) Of(double occurrenceLogOdds, double expected) => Of(occurrenceLogOdds, expected, Mass);

    /// <summary>Where an outcome falls in the distribution, [0, 1]; uniform over customers when the distribution is right.</summary>
    /// <param name="occurrenceLogOdds">Uncalibrated log-odds that any money comes.</param>
    /// <param name="expected">Expected money.</param>
    /// <param name="actual">What came.</param>
    /// <param name="uniform">Uniform on [0, 1): spreads the outcomes in which nothing came.</param>
    public double Position(double occurrenceLogOdds, double expected, double actual, double uniform)
    {
        var probability = Occurrence.Probability(occurrenceLogOdds);
        if (actual <= 0) return uniform * (1 - probability);
        var ratios = Ratios[GroupOf(expected)];
        var ratio = actual * probability / Math.Max(expected, double.Epsilon);
        var above = Array.BinarySearch(ratios, ratio);
        if (above < 0) above = ~above;
        if (above == 0) return 1 - probability;
        if (above == ratios.Length) return 1;
        var share = ratios[above] == ratios[above - 1] ? 1 : (ratio - ratios[above - 1]) / (ratios[above] - ratios[above - 1]);
        return 1 - probability + (probability * (above - 1 + share) / (ratios.Length - 1));
    }

    private (double Low, double High) Of(double occurrenceLogOdds, double expected, double mass)
    {
        var probability = Occurrence.Probability(occurrenceLogOdds);
        var tail = (1 - mass) / 2;
        var nothing = 1 - probability;
        var low = nothing >= tail ? 0 : Quantile(tail, probability, expected);
        var high = Quantile(nothing >= tail ? mass : 1 - tail, probability, expected);
        return (Math.Min(low, expected), Math.Max(high, expected));
    }

    private double Quantile(double level, double probability, double expected)
    {
        if (level <= 1 - probability) return 0;
        var ratios = Ratios[GroupOf(expected)];
        var position = Math.Clamp((level - 1 + probability) / probability, 0, 1) * (ratios.Length - 1);
        var index = Math.Min((int)position, ratios.Length - 2);
        return expected / probability * (ratios[index] + ((position - index) * (ratios[index + 1] - ratios[index])));
    }

    private int GroupOf(double expected)
    {
        var index = Array.BinarySearch(GroupStarts, expected);
        return index >= 0 ? index + 1 : ~index;
    }

    /// <summary>The least share, by bisection, at which enough outcomes fall inside.</summary>
    private double Conformalise(ValueOutcome[] outcomes, double coverage, double[] latest)
    {
        if (outcomes.Length < 50) return coverage;
        var nothing = Array.ConvertAll(outcomes, outcome => 1 - Occurrence.Probability(outcome.OccurrenceLogOdds));
        var nothingLatest = latest.Length == 0 ? nothing : Array.ConvertAll(latest, logOdds => 1 - Occurrence.Probability(logOdds));
        double low = 0.2, high = 0.995;
        for (var step = 0; step < 20; step++)
        {
            var middle = (low + high) / 2;
            var moved = Foretold(nothingLatest, middle) - Foretold(nothing, middle);
            if (Inside(outcomes, middle) >= (coverage - moved) * (outcomes.Length + 1)) high = middle;
            else low = middle;
        }

        return high;
    }

    private int Inside(ValueOutcome[] outcomes, double mass) => outcomes.Count(outcome =>
    {
        var (from, to) = Of(outcome.OccurrenceLogOdds, outcome.Expected, mass);
        return outcome.Actual >= from && outcome.Actual <= to;
    });

    /// <summary>Share of customers of whom intervals hold if their distributions are right: nothing alone where that is likely enough.</summary>
    private static double Foretold(double[] nothing, double mass) => nothing.Average(probability => Math.Max(probability, mass));

    private static PlattCalibration LearnOccurrence(IReadOnlyList<ValueOutcome> outcomes)
    {
        var labels = outcomes.Select(outcome => outcome.Actual > 0 ? 1f : 0f).ToArray();
        var positives = labels.Count(label => label > 0);
        if (positives < 20 || labels.Length - positives < 20) return PlattCalibration.Identity;
        return (PlattCalibration)CalibrationLearner.Fit(CalibrationMethod.Platt, [.. outcomes.Select(outcome => outcome.OccurrenceLogOdds)], labels);
    }

    private static double[] RatiosOf(ValueOutcome[] part, PlattCalibration occurrence)
    {
        var ratios = part.Where(outcome => outcome.Actual > 0 && outcome.Expected > 0)
            .Select(outcome => outcome.Actual * occurrence.Probability(outcome.OccurrenceLogOdds) / outcome.Expected)
            .Order().ToArray();
        if (ratios.Length == 0) ratios = [1];
        return [.. Enumerable.Range(0, QuantileCount).Select(index => At(ratios, index / (QuantileCount - 1.0)))];
    }

    /// <summary>Quantiles of a ratio times a lognormal level, by the three-point rule of Gauss and Hermite.</summary>
    private static double[] Spread(double[] quantiles, double spread)
    {
        if (spread == 0) return quantiles;
        var step = Math.Sqrt(3) * spread;
        var mixed = new[] { -step, 0, 0, 0, 0, step }.SelectMany(log => quantiles.Select(quantile => quantile * Math.Exp(log))).Order().ToArray();
        return [.. Enumerable.Range(0, QuantileCount).Select(index => At(mixed, index / (QuantileCount - 1.0)))];
    }

    private static double At(double[] sorted, double level)
    {
        var position = level * (sorted.Length - 1);
        var index = Math.Min((int)position, sorted.Length - 1);
        var next = Math.Min(index + 1, sorted.Length - 1);
        return sorted[index] + ((position - index) * (sorted[next] - sorted[index]));
    }
}

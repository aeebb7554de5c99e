using ChurnPredict.Value;
using MathNet.Numerics.Distributions;

namespace ChurnPredict.Tests.Value;

public sealed class ValueIntervalsTests
{
    private readonly Random _random = new(1);

    [Fact]
    public void Learn_EarlierOriginsForetoldTooLow_DoNotMoveTheDistribution()
    {
        ValueOutcome[][] origins = [Outcomes(4000, silent: .5, level: 1.25), Outcomes(4000, silent: .5, level: 1.2)];
        var later = Outcomes(8000, silent: .5);
        var (coverage, distance) = Judge(ValueIntervals.Learn(origins, .8, LogOddsOf(later)), later);
        Assert.InRange(coverage, .78, .82);
        Assert.InRange(distance, 0, .03);
        Assert.True(Judge(ValueIntervals.Learn(origins, .8, LogOddsOf(later), unknownLevel: .01), later).Distance > .05);
    }

    [Fact]
    public void Learn_SeasonNotKnown_DriftOfEarlierOriginsStaysIn()
    {
        ValueOutcome[][] origins = [Outcomes(4000, silent: .5, level: 1.25), Outcomes(4000, silent: .5, level: 1.25)];
        var later = Outcomes(8000, silent: .5, level: 1.25);
        Assert.InRange(Judge(ValueIntervals.Learn(origins, .8, [], unknownLevel: .01), later).Distance, 0, .03);
    }

    [Fact]
    public void Learn_FewerSilentCustomersThanBefore_IntervalsHoldAmongThem()
    {
        var later = Outcomes(8000, silent: .1);
        ValueOutcome[][] origins = [Outcomes(8000, silent: .6)];
        Assert.InRange(Judge(ValueIntervals.Learn(origins, .8, LogOddsOf(later)), later).Coverage, .78, .82);
        Assert.InRange(Judge(ValueIntervals.Learn(origins, .8, []), later).Coverage, .6, .77);
    }

    [Fact]
    public void Learn_LevelsOfOriginsApart_SpreadTheDistributionByThem()
    {
        ValueOutcome[][] origins = [Outcomes(8000, silent: 0, level: Math.Exp(.5)), Outcomes(8000, silent: 0, level: Math.Exp(-.5))];
        var (narrow, wide) = (Width([Outcomes(16_000, silent: 0)]), Width(origins));
        Assert.InRange(Math.Sqrt((wide * wide) - (narrow * narrow)), .4, .6);
    }

    [Fact]
    public void OriginLevel_ScatterOfCustomersAlone_IsNoSpread()
    {
        var levels = Enumerable.Range(0, 300).Select(_ => OriginLevel.Of(Outcomes(200, silent: .3))).ToArray();
        Assert.InRange(levels.Average(level => level.Logarithm * level.Logarithm / level.Variance), .8, 1.2);
        Assert.InRange(OriginLevel.Spread(levels), 0, .03);
        Assert.Equal(default, OriginLevel.Of([new ValueOutcome(0, 5, 0, 0)]));
    }

    /// <summary>Standard deviation of the logarithm of a customer's money, from the distribution's quantiles by a fine grid of positions.</summary>
    private static double Width(ValueOutcome[][] origins)
    {
        var intervals = ValueIntervals.Learn(origins, .8, []);
        var moneys = Enumerable.Range(-400, 801).Select(step => Math.Exp(step / 100.0)).ToArray();
        var positions = Array.ConvertAll(moneys, money => intervals.Position(20, 1, money, 0));
        double mean = 0, square = 0;
        for (var index = 1; index < moneys.Length; index++)
        {
            var (weight, log) = (positions[index] - positions[index - 1], Math.Log(moneys[index]));
            mean += weight * log;
            square += weight * log * log;
        }

        return Math.Sqrt(square - (mean * mean));
    }

    private static double[] LogOddsOf(ValueOutcome[] outcomes) => Array.ConvertAll(outcomes, outcome => outcome.OccurrenceLogOdds);

    private (double Coverage, double Distance) Judge(ValueIntervals intervals, ValueOutcome[] later)
    {
        var inside = later.Count(outcome => intervals.Of(outcome.OccurrenceLogOdds, outcome.Expected) is var (low, high) && outcome.Actual >= low && outcome.Actual <= high);
        var positions = later.Select(outcome => intervals.Position(outcome.OccurrenceLogOdds, outcome.Expected, outcome.Actual, _random.NextDouble())).ToArray();
        return (inside / (double)later.Length, ValueMeasures.KolmogorovDistance(positions));
    }

    /// <summary>Customers of whom a share hardly buys and the others nearly always do; money came above or below what was foretold by a
    /// level.</summary>
    private ValueOutcome[] Outcomes(int count, double silent, double level = 1) => [.. Enumerable.Range(0, count).Select(_ =>
    {
        var probability = _random.NextDouble() < silent ? .05 : .95;
        if (silent == 0) probability = 1 / (1 + Math.Exp(-20));
        var expected = probability * Gamma.Sample(_random, 4, 4);
        var actual = _random.NextDouble() < probability ? expected / probability * level * Gamma.Sample(_random, 3, 3) : 0;
        return new ValueOutcome(Math.Log(probability / (1 - probability)), expected, actual, 0);
    })];
}

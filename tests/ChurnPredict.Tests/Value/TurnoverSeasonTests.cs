using ChurnPredict.Features;
using ChurnPredict.History;
using ChurnPredict.Value;
using MathNet.Numerics.Distributions;

namespace ChurnPredict.Tests.Value;

public sealed class TurnoverSeasonTests
{
    private static readonly DateOnly First = new(2020, 1, 1);

    /// <summary>Nine months of 1 and three of 2 have a sum of squares of 2.25 ln² 2 around their mean logarithm, of which a year's usual
    /// scatter of .01 a month takes 9 ∙ .01.</summary>
    [Fact]
    public void Before_AYear_IsTurnoverADayDrawnToItsMean()
    {
        var turnover = Months(12, month => DateTime.DaysInMonth(month.Year, month.Month) * (month.Month > 9 ? 2.0 : 1.0));

        var season = TurnoverSeason.Before(turnover, First.AddMonths(12))!;

        var high = Math.Pow(2, 1 - (9 * .01 / (2.25 * Math.Pow(Math.Log(2), 2))));
        var expected = Enumerable.Range(1, 12).Select(month => (month > 9 ? high : 1) * 12 / (9 + (3 * high)));
        Assert.All(expected.Zip(season.Factors), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
    }

    /// <summary>Seasons of known spread, of which a year shows each month with an error of 20 %: on average over 200 of them the season is
    /// nearer to the true one than that year's months are.</summary>
    [Fact]
    public void Before_MonthsByChance_LieNearerToTheTruthThanTheirYear()
    {
        var random = new Random(5);
        double errorOfSeason = 0, errorOfYear = 0;
        for (var trial = 0; trial < 200; trial++)
        {
            var truth = Enumerable.Range(0, 12).Select(_ => Math.Exp(Normal.Sample(random, 0, .25))).ToArray();
            double Observed(DateOnly month) => DateTime.DaysInMonth(month.Year, month.Month) * truth[month.Month - 1] * Math.Exp(Normal.Sample(random, 0, .2));
            var (turnover, known) = (Months(12, Observed), Months(21, Observed).Where(month => month.Key >= First.AddMonths(12)).ToDictionary());
            var season = TurnoverSeason.Before(turnover, First.AddMonths(21), known)!;
            errorOfSeason += SquaredError(season.Factors, truth);
            errorOfYear += SquaredError([.. turnover.Select(month => month.Value / DateTime.DaysInMonth(month.Key.Year, month.Key.Month))], truth);
        }

        Assert.InRange(errorOfSeason / errorOfYear, .4, .8);
    }

    /// <summary>Known months that go like those of the year before, but for a base that fills up, bear its season out; those that go
    /// otherwise do not. Months that were not over are not looked at here either.</summary>
    [Fact]
    public void Before_KnownMonths_SayHowFarAYearIsTrusted()
    {
        var (turnover, asOf) = (Months(12, month => 100 + (10 * month.Month)), First.AddMonths(20));
        var (alike, grown) = (Known(_ => 1), Known(month => Math.Exp(.2 * month.Month)));
        var scattered = Known(month => month.Month % 2 == 0 ? 2 : .5);

        Assert.Equal(Spread(alike), Spread(grown), 1e-9);
        Assert.True(Spread(null) < Spread(alike) && Spread(alike) < 2.2, $"{Spread(null)} {Spread(alike)}");
        Assert.Equal(1, Spread(scattered), 1e-9);
        Assert.Equal(Spread(alike), Spread(alike.Append(new(First.AddMonths(20), 1e6)).ToDictionary()), 1e-12);

        Dictionary<DateOnly, double> Known(Func<DateOnly, double> change) =>
            Enumerable.Range(12, 8).Select(index => First.AddMonths(index)).ToDictionary(month => month, month => turnover[month.AddYears(-1)] * change(month));

        double Spread(Dictionary<DateOnly, double>? known)
        {
            var season = TurnoverSeason.Before(turnover, asOf, known)!;
            return season.Factors.Max() / season.Factors.Min();
        }
    }

    [Fact]
    public void Before_SteadyGrowth_IsNotSeason()
    {
        var plain = Months(24, month => DateTime.DaysInMonth(month.Year, month.Month) * (1 + (month.Month % 3)));
        var grown = plain.ToDictionary(month => month.Key, month => month.Value * Math.Exp(.05 * ((month.Key.Year * 12) + month.Key.Month - 24_000)));

        var (season, other) = (TurnoverSeason.Before(plain, First.AddYears(2))!, TurnoverSeason.Before(grown, First.AddYears(2))!);

        Assert.All(season.Factors.Zip(other.Factors), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
    }

    /// <summary>The last month ends with the as-of date; a day earlier it was not over, and what it turned over not known.</summary>
    [Fact]
    public void Before_MonthsThatAreNotOver_AreNotLookedAt()
    {
        Assert.Null(TurnoverSeason.Before(Months(12, _ => 1), First.AddMonths(12).AddDays(-1)));
        Assert.NotNull(TurnoverSeason.Before(Months(12, _ => 1), First.AddMonths(12)));
        var changed = Months(18, month => month >= First.AddMonths(12) ? 1000 : 1);
        Assert.Equal(TurnoverSeason.Before(Months(12, _ => 1), First.AddMonths(12))!.Factors, TurnoverSeason.Before(changed, First.AddMonths(12))!.Factors);
    }

    [Fact]
    public void Before_ClosedOrWildMonths_StayWithinBounds()
    {
        var season = TurnoverSeason.Before(Months(12, month => month.Month switch { 8 => 0, 12 => 1e9, _ => 100 }), First.AddMonths(12))!;

        Assert.Equal(1, season.Factors.Average(), 1e-9);
        Assert.All(season.Factors, factor => Assert.InRange(factor, 1e-3, 12));
        Assert.Null(TurnoverSeason.Before(Months(12, _ => 0), First.AddMonths(12)));
        Assert.Null(TurnoverSeason.Before(new Dictionary<DateOnly, double>(), First));
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(-100, false)]
    public void Fit_YoungHistoryWithTurnover_KnowsTheSeasonOfMoneyOnly(int firstEventDaysAfterTheYear, bool isKnown)
    {
        var (axis, builder) = (new TimeAxis(), new EventStoreBuilder(new HistoryDescription { Turnover = Months(12, month => month.Month) }));
        var day = First.AddYears(1).AddDays(firstEventDaysAfterTheYear);
        for (var customer = 0; customer < 20; customer++) builder.Add(new TransactionRow($"c{customer}", axis.AsOf(day.AddDays(customer)).Instant, 10));
        using var source = new InMemoryHistory(builder.Build());
        var asOf = axis.AsOf(day.AddDays(60));

        var reference = FeatureReferenceFitter.Fit(source, FeatureSchemaBuilder.Build(source, asOf), asOf, threadCount: 1);

        Assert.Null(reference.Season);
        Assert.Equal(isKnown, reference.TurnoverSeason is not null);
        Assert.Same(reference.TurnoverSeason, reference.MoneySeason);
    }

    /// <summary>Twenty customers buy as much in every month of the history as the shop turned over in it a year before, or the other way round.</summary>
    [Fact]
    public void Fit_CustomersMonths_SayHowFarTheYearBeforeIsTrusted()
    {
        var turnover = Months(12, month => month.Month % 3 == 0 ? 300 : 100);

        var (alike, other) = (Fit(amount: month => turnover[month.AddYears(-1)], threads: 1), Fit(month => 1000 / turnover[month.AddYears(-1)], threads: 1));

        Assert.True(alike.Factors.Max() > 1.2 * other.Factors.Max(), $"{alike.Factors.Max()} {other.Factors.Max()}");
        Assert.Equal(alike.Factors, Fit(month => turnover[month.AddYears(-1)], threads: 4).Factors);

        PurchaseSeason Fit(Func<DateOnly, double> amount, int threads)
        {
            var (axis, builder) = (new TimeAxis(), new EventStoreBuilder(new HistoryDescription { Turnover = turnover }));
            for (var customer = 0; customer < 20; customer++)
            {
                for (var month = First.AddYears(1); month < First.AddMonths(20); month = month.AddMonths(1))
                    builder.Add(new TransactionRow($"c{customer}", axis.AsOf(month.AddDays(customer)).Instant, amount(month) + (customer / 7.0)));
            }

            using var source = new InMemoryHistory(builder.Build());
            var asOf = axis.AsOf(First.AddMonths(20).AddDays(5));
            return FeatureReferenceFitter.Fit(source, FeatureSchemaBuilder.Build(source, asOf), asOf, threadCount: threads).TurnoverSeason!;
        }
    }

    /// <summary>Of logarithms around their mean.</summary>
    private static double SquaredError(IReadOnlyList<double> factors, IReadOnlyList<double> truth)
    {
        var differences = factors.Zip(truth, (factor, right) => Math.Log(factor / right)).ToArray();
        return differences.Sum(difference => Math.Pow(difference - differences.Average(), 2));
    }

    private static Dictionary<DateOnly, double> Months(int count, Func<DateOnly, double> turnover) =>
        Enumerable.Range(0, count).Select(index => First.AddMonths(index)).ToDictionary(month => month, turnover);
}

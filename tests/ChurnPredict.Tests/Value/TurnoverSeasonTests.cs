using ChurnPredict.Features;
using ChurnPredict.History;
using ChurnPredict.Value;

namespace ChurnPredict.Tests.Value;

public sealed class TurnoverSeasonTests
{
    private static readonly DateOnly First = new(2020, 1, 1);

    [Fact]
    public void Before_AYear_IsTurnoverADayAgainstItsMean()
    {
        var turnover = Months(12, month => DateTime.DaysInMonth(month.Year, month.Month) * (month.Month > 9 ? 2.0 : 1.0));

        var season = TurnoverSeason.Before(turnover, First.AddMonths(12))!;

        Assert.Equal([.8, .8, .8, .8, .8, .8, .8, .8, .8, 1.6, 1.6, 1.6], season.Factors.Select(factor => Math.Round(factor, 12)));
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

    private static Dictionary<DateOnly, double> Months(int count, Func<DateOnly, double> turnover) =>
        Enumerable.Range(0, count).Select(index => First.AddMonths(index)).ToDictionary(month => month, turnover);
}

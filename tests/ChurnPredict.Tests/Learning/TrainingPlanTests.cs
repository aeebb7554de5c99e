using ChurnPredict.History;
using ChurnPredict.Labels;
using ChurnPredict.Learning;
using static ChurnPredict.Tests.Features.FeatureProbe;

namespace ChurnPredict.Tests.Learning;

public sealed class TrainingPlanTests
{
    private static readonly ChurnDefinition Churn = new() { HorizonDays = 90 };
    private static readonly InMemoryHistory Large = History(9_001, 730);

    [Fact]
    public void ForValue_LargeBase_HasManyDatesOfFewCustomersAmongThemThoseOfChurn()
    {
        var dates = TrainingPlan.Dates(Large, Churn, new TrainingOptions());
        var plan = TrainingPlan.ForValue(Large, Churn, dates, new TrainingOptions())!;
        Assert.Equal(4, dates.Count);
        Assert.Equal(12, plan.Dates.Count);
        Assert.Empty(dates.Select(date => date.Date).Except(plan.Dates.Select(date => date.Date)));
        Assert.All(plan.Dates.Zip(plan.Dates.Skip(1)), pair => Assert.Equal(30, pair.Second.Date.DayNumber - pair.First.Date.DayNumber));
        Assert.Equal(Large.DayAfterLastEvent.Date.AddDays(-30), plan.Dates[^1].Date);
        Assert.InRange(plan.MostRows * plan.Dates.Count, 80_000, 90_000);
    }

    [Fact]
    public void ForValue_LargeBase_HasSurvivalOnlyDatesAfterWhichSurvivalsLastPeriodIsOver()
    {
        var plan = TrainingPlan.ForValue(Large, Churn, TrainingPlan.Dates(Large, Churn, new TrainingOptions()), new TrainingOptions())!;
        Assert.Equal([-90, -60, -30], plan.SurvivalOnlyDates.Select(date => date.Date.DayNumber - plan.Dates[0].Date.DayNumber));
        Assert.All(plan.SurvivalOnlyDates, date => Assert.True(date.Date.AddDays(365) <= Large.DayAfterLastEvent.Date));
        Assert.Equal([.. plan.SurvivalOnlyDates, .. plan.Dates], plan.All);
    }

    [Fact]
    public void ForValue_LargeBaseOfOneYear_LeavesAHorizonOfHistoryBehindTheFirst()
    {
        var source = History(9_001, 300);
        var plan = TrainingPlan.ForValue(source, Churn, TrainingPlan.Dates(source, Churn, new TrainingOptions()), new TrainingOptions())!;
        Assert.InRange(plan.Dates[0].Date.DayNumber - source.TimeAxis.LocalDate(source.FirstEventAt).DayNumber, 90, 119);
        Assert.Empty(plan.SurvivalOnlyDates);
    }

    [Fact]
    public void ForValue_SmallBase_LearnsValueFromTheSnapshotsOfChurnAndSurvivalFromEarlierAndUnfinishedOnesToo()
    {
        var source = History(9_000, 730);
        var dates = TrainingPlan.Dates(source, Churn, new TrainingOptions());
        var plan = TrainingPlan.ForValue(source, Churn, dates, new TrainingOptions())!;
        Assert.Equal(5, dates.Count);
        Assert.Empty(plan.Dates);
        Assert.Equal([365 + 60, 365 + 30, 365, 210, 180, 150, 120, 90, 60, 30], plan.All.Select(date => source.DayAfterLastEvent.Date.DayNumber - date.Date.DayNumber));
        Assert.True(plan.MostRows >= source.CustomerCount);
    }

    [Theory]
    [InlineData(ChurnKind.Inactivity)]
    [InlineData(ChurnKind.Cancellation)]
    public void ForValue_SmallBaseOfOneYear_LearnsSurvivalFromUnfinishedSnapshotsToo(ChurnKind kind)
    {
        var (source, churn) = (History(9_000, 430), Churn with { Kind = kind });
        var dates = TrainingPlan.Dates(source, churn, new TrainingOptions());
        var plan = TrainingPlan.ForValue(source, churn, dates, new TrainingOptions())!;
        Assert.Empty(plan.Dates);
        Assert.Equal([.. dates, .. TrainingPlan.Unfinished(source, churn, dates, new TrainingOptions())], plan.SurvivalOnlyDates);
    }

    [Theory]
    [InlineData(9_000)]
    [InlineData(9_001)]
    public void ForValue_Contracts_LearnsValueFromDatesAfterWhichAYearIsOver(int customers)
    {
        var (source, contracts) = (History(customers, 730), Churn with { Kind = ChurnKind.Cancellation });
        var plan = TrainingPlan.ForValue(source, contracts, TrainingPlan.Dates(source, contracts, new TrainingOptions()), new TrainingOptions())!;
        Assert.Empty(plan.SurvivalOnlyDates);
        Assert.Equal(3, plan.Dates.Count(date => date.Date.AddDays(365) <= source.DayAfterLastEvent.Date));
    }

    [Fact]
    public void ForValue_VeryLargeBase_LearnsFromTheSnapshotsOfChurn()
    {
        var source = History(250_001, 730);
        Assert.Null(TrainingPlan.ForValue(source, Churn, TrainingPlan.Dates(source, Churn, new TrainingOptions()), new TrainingOptions()));
    }

    [Theory]
    [InlineData(1_000, 1_000)]
    [InlineData(null, 7_500)]
    public void ForValue_RowsOfASnapshotLimited_KeepsToIt(int? most, int expected)
    {
        var options = new TrainingOptions { MaximumSnapshotRows = most };
        Assert.Equal(expected, TrainingPlan.ForValue(Large, Churn, TrainingPlan.Dates(Large, Churn, options), options)!.MostRows);
    }

    [Fact]
    public void ForValue_SnapshotsLimited_LearnsFromTheSnapshotsOfChurn()
    {
        var options = new TrainingOptions { MaximumSnapshots = 2 };
        Assert.Null(TrainingPlan.ForValue(Large, Churn, TrainingPlan.Dates(Large, Churn, options), options));
    }

    [Theory]
    [InlineData(90, 30, 60)]
    [InlineData(100, 33, 66)]
    [InlineData(2, 1)]
    [InlineData(1)]
    public void Unfinished_SmallBase_LiesAThirdOfTheHorizonApartUpToTheEnd(int horizonDays, params int[] daysAfterTheLast)
    {
        var (source, churn, options) = (History(2, 300), Churn with { HorizonDays = horizonDays }, new TrainingOptions());
        var dates = TrainingPlan.Dates(source, churn, options);
        Assert.Equal(daysAfterTheLast.Select(days => dates[^1].Date.AddDays(days)), TrainingPlan.Unfinished(source, churn, dates, options).Select(date => date.Date));
    }

    [Theory]
    [InlineData(9_001, null)]
    [InlineData(100, 4)]
    public void Unfinished_SnapshotsAHorizonApart_IsEmpty(int customers, int? maximumSnapshots)
    {
        var (source, options) = (History(customers, 600), new TrainingOptions { MaximumSnapshots = maximumSnapshots });
        Assert.Empty(TrainingPlan.Unfinished(source, Churn, TrainingPlan.Dates(source, Churn, options), options));
    }

    private static InMemoryHistory History(int customers, int days)
    {
        var store = new EventStoreBuilder();
        for (var customer = 0; customer < customers; customer++) store.Add(Order(days * customer / (customers - 1.0), 10, $"c{customer}"));
        return new InMemoryHistory(store.Build());
    }
}

using ChurnPredict.History;
using ChurnPredict.Labels;
using static ChurnPredict.Tests.Features.FeatureProbe;

namespace ChurnPredict.Tests.Labels;

public sealed class RollingOriginsTests
{
    [Fact]
    public void Plan_YearOfAShop_EndsAHorizonBeforeTheData()
    {
        var plan = Plan(new DateOnly(2010, 12, 1), new DateOnly(2011, 12, 9));
        Assert.Equal(new DateOnly(2011, 9, 11), plan.Origins[^1].Test.Date);
        Assert.Equal(new DateOnly(2011, 6, 13), plan.Origins[^1].Training[^1].Date);
        Assert.Equal(4, plan.Origins.Count);
        Assert.Equal(new DateOnly(2011, 3, 15), plan.Snapshots[0].Date);
    }

    [Theory]
    [InlineData(200, 30)]
    [InlineData(1000, 90)]
    [InlineData(700, 7)]
    public void Plan_AnyHistory_TestsLieAfterEveryLabelSeen(int days, int horizon)
    {
        var plan = Plan(Date.AddDays(-days), Date, horizon);
        Assert.NotEmpty(plan.Origins);
        Assert.All(plan.Origins, origin => Assert.All(origin.Training, date => Assert.True(date.Date.AddDays(horizon) <= origin.Test.Date)));
        Assert.All(plan.Snapshots, date => Assert.True(date.Date >= Date.AddDays(horizon - days)));
    }

    [Fact]
    public void Plan_HistoryTooShort_HasNoOrigins() => Assert.Empty(Plan(Date.AddDays(-100), Date).Origins);

    private static RollingOrigins Plan(DateOnly first, DateOnly last, int horizon = 90)
    {
        var store = new EventStoreBuilder().Add(new TransactionRow("c", At(first), 1)).Add(new TransactionRow("c", At(last), 1)).Build();
        return RollingOrigins.Plan(new InMemoryHistory(store), new ChurnDefinition { HorizonDays = horizon });
    }
}

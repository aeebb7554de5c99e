using ChurnPredict.Value;

namespace ChurnPredict.Tests.Value;

public sealed class MonthlyTurnoverTests
{
    private static readonly DateOnly Epoch = new(1970, 1, 1);

    [Fact]
    public void ByMonth_WholeMonths_AreSummed()
    {
        var turnover = new MonthlyTurnover(new DateOnly(2020, 1, 1), new DateOnly(2020, 4, 1));

        foreach (var (month, day, amount) in new[] { (1, 1, 10.25), (1, 31, 5), (2, 29, 7), (3, 31, 1e300), (4, 1, 9) }) turnover.Add(Day(month, day), amount);

        Assert.Equal([new DateOnly(2020, 1, 1), new(2020, 2, 1), new(2020, 3, 1)], turnover.ByMonth.Keys);
        Assert.Equal([15.25, 7, int.MaxValue], turnover.ByMonth.Values);
    }

    /// <summary>The month in which the history begins is not a whole one, nor is the one of the date.</summary>
    [Theory]
    [InlineData(1, 2, 4, 30, 2, 3)]
    [InlineData(2, 1, 2, 28, 0, 0)]
    [InlineData(3, 15, 2, 1, 0, 0)]
    public void ByMonth_MonthsBegunOrNotOver_AreLeftOut(int firstMonth, int firstDay, int asOfMonth, int asOfDay, int from, int to)
    {
        var turnover = new MonthlyTurnover(new DateOnly(2020, firstMonth, firstDay), new DateOnly(2020, asOfMonth, asOfDay));

        for (var month = 1; month <= 5; month++) turnover.Add(Day(month, 3), 1);

        Assert.Equal(from == 0 ? [] : Enumerable.Range(from, to - from + 1).Select(month => new DateOnly(2020, month, 1)), turnover.ByMonth.Keys);
        Assert.All(turnover.ByMonth.Values, sum => Assert.Equal(1, sum));
    }

    private static long Day(int month, int day) => new DateOnly(2020, month, day).DayNumber - Epoch.DayNumber;
}

namespace ChurnPredict.Boosting.Tests;

public sealed class SharingTrialTests
{
    [Theory]
    [InlineData(100, 60, true)]
    [InlineData(100, 95, false)]
    [InlineData(100, 200, false)]
    public void IsShared_AfterSomeTreesEitherWay_IsWhatIsFasterByFar(int aloneTicks, int sharedTicks, bool expected)
    {
        var trial = new SharingTrial(500_000, 2);
        var tried = new List<bool>();
        for (var tree = 0; tree < 30; tree++)
        {
            tried.Add(trial.IsShared);
            trial.Report(tree < 2 ? 10_000 : trial.IsShared ? sharedTicks : aloneTicks);
        }

        Assert.Equal(5, tried.Take(10).Count(isShared => isShared));
        Assert.All(tried.Skip(10), isShared => Assert.Equal(expected, isShared));
    }

    [Fact]
    public void IsShared_ManyCells_IsSoFromTheFirstTree() => Assert.True(new SharingTrial(30_000_000, 2).IsShared);

    [Fact]
    public void IsShared_OneThread_NeverIs()
    {
        var trial = new SharingTrial(500_000, 1);
        trial.Report(1);
        Assert.False(trial.IsShared);
        Assert.False(new SharingTrial(30_000_000, 1).IsShared);
    }
}

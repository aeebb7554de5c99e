namespace ChurnPredict.Boosting.Tests;

public sealed class LayoutTrialTests
{
    [Theory]
    [InlineData(10, 20, false)]
    [InlineData(20, 10, true)]
    public void Choose_AfterSomeTriesOfBoth_IsTheFaster(int rowTicks, int columnTicks, bool isByColumn)
    {
        var trial = new LayoutTrial(null, hasColumns: true);
        var tried = Enumerable.Range(0, 20).Select(leaf => Try(trial, 1_000 + leaf, rowTicks, columnTicks)).ToArray();
        Assert.Equal(tried.Take(8).Count(layout => layout == HistogramLayout.ByRow), tried.Take(8).Count(layout => layout == HistogramLayout.ByColumn));
        Assert.All(tried.Skip(8), layout => Assert.Equal(isByColumn, layout == HistogramLayout.ByColumn));
    }

    [Fact]
    public void Choose_LeavesOfOtherSize_AreTriedOnTheirOwn()
    {
        var trial = new LayoutTrial(null, hasColumns: true);
        for (var leaf = 0; leaf < 20; leaf++)
        {
            Try(trial, 100, 5, 9);
            Try(trial, 100_000, 9, 5);
        }

        Assert.Equal(HistogramLayout.ByRow, trial.Choose(100));
        Assert.Equal(HistogramLayout.ByColumn, trial.Choose(100_000));
    }

    [Fact]
    public void Choose_WithoutColumns_IsByRowWhateverIsForced() =>
        Assert.Equal(HistogramLayout.ByRow, new LayoutTrial(HistogramLayout.ByColumn, hasColumns: false).Choose(1));

    private static HistogramLayout Try(LayoutTrial trial, int rows, int rowTicks, int columnTicks)
    {
        var layout = trial.Choose(rows);
        trial.Report(rows, layout, rows * (layout == HistogramLayout.ByRow ? rowTicks : columnTicks));
        return layout;
    }
}

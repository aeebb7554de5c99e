using ChurnPredict.Boosting;
using ChurnPredict.History;
using ChurnPredict.Labels;
using ChurnPredict.Learning;

namespace ChurnPredict.Tests.Learning;

public sealed class SnapshotSetTests
{
    private static readonly DateOnly Start = new(2025, 1, 1);

    [Fact]
    public void First_SnapshotsBetween_StandsInOrderOfDateUpToTheLastOne()
    {
        var rows = Set().First(2);
        Assert.Equal([0f, 1, 15, 30, 31], rows.Features.Values);
        Assert.Equal([0f, 0, 1, 0, 0], rows.Labels);
    }

    [Fact]
    public void First_OneSnapshot_HasItsRowsOnly() => Assert.Equal([0f, 1], Set().First(1).Features.Values);

    [Fact]
    public void First_AfterALargerPrefix_HasTheSameRows()
    {
        var set = Set();
        Assert.Equal(8, set.First(3).Labels.Length);
        Assert.Equal([0f, 0, 1, 0, 0], set.First(2).Labels);
        Assert.Equal(5, set.First(2).Features.RowCount);
    }

    [Fact]
    public void RowsIn_SnapshotsBetween_CountsThemOnlyAsLearned() => Assert.Equal((6, 8), (Set().RowsIn(3), Set().LearnedRowsIn(3)));

    [Fact]
    public void TrainableFor_SnapshotsBetween_CountsDatesThatAreJudged() => Assert.Equal(1, Set().TrainableFor(2));

    /// <summary>Three snapshots of two rows each, and one of a row after the first and after the second; a row's value is its day, and a
    /// label is 1 in those between.</summary>
    private static SnapshotSet Set() => new([Table(0, 2), Table(30, 2), Table(60, 2)], 60, between: [Table(45, 1), Table(15, 1)]);

    private static SnapshotTable Table(int day, int rows) => new()
    {
        AsOf = new AsOfDate(Start.AddDays(day), day),
        Reference = null!,
        Features = new FeatureMatrix([.. Enumerable.Range(0, rows).Select(row => (float)(day + row))], rows, 1),
        CustomerIndex = [.. Enumerable.Range(0, rows)],
        Churned = [.. Enumerable.Repeat(rows == 1 ? 1f : 0, rows)],
        GrossSpend = new Dictionary<int, float[]>(),
        NetSpend = new Dictionary<int, float[]>(),
        Margin = new Dictionary<int, float[]>(),
        EventDays = new float[rows],
        ObservedDays = 90,
        LeftOut = new Dictionary<CustomerStatus, int>(),
    };
}

using ChurnPredict.Boosting;

namespace ChurnPredict.MLNet.Tests;

public sealed class SlotLayoutTests
{
    private static readonly FeatureMatrix Rows = new(
        [1, float.NaN, -3, 2, 5, float.NaN], 3, 2, [new FeatureColumn("number"), new FeatureColumn("kind", IsCategorical: true)]);

    [Fact]
    public void For_NumberAndCategory_GivesTheCategoryOneSlotAValue()
    {
        var layout = SlotLayout.For(Rows);
        Assert.Equal(["number", "kind=0", "kind=1", "kind=2"], layout.SlotNames());
        Assert.Equal([1, 3], layout.CategoryRanges);
        Assert.Equal([(0, null), (1, 0), (1, 1), (1, 2)], Enumerable.Range(0, 4).Select(layout.At));
    }

    [Fact]
    public void For_Number_HasAConstantForMissingBelowItsMinimum() => Assert.Equal([-6, 0, 0, 0], SlotLayout.For(Rows).MissingValues);

    [Fact]
    public void SlotsOf_MissingOrUnknownCategory_IsAllZeros()
    {
        var layout = SlotLayout.For(Rows);
        Assert.Equal([float.NaN, 0, 0, 0], layout.SlotsOf([float.NaN, float.NaN]));
        Assert.Equal([4, 0, 0, 0], layout.SlotsOf([4, 9]));
        Assert.Equal([4, 0, 0, 1], layout.SlotsOf([4, 2]));
    }
}

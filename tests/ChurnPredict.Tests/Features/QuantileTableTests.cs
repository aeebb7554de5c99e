using ChurnPredict.Features;

namespace ChurnPredict.Tests.Features;

public sealed class QuantileTableTests
{
    [Fact]
    public void QuintileOf_HundredValues_FiveEqualParts()
    {
        var table = QuantileTable.Measure(Enumerable.Range(1, 1000).Select(value => (float)value).ToArray());
        var sizes = Enumerable.Range(1, 1000).GroupBy(value => table.QuintileOf(value)!.Value).OrderBy(group => group.Key).Select(group => group.Count()).ToArray();
        Assert.Equal(5, sizes.Length);
        Assert.All(sizes, size => Assert.InRange(size, 190, 210));
    }

    [Fact]
    public void RankOf_AnyValues_IsCloseToTheShareBelow()
    {
        var random = new Random(1);
        var values = Enumerable.Range(0, 5000).Select(_ => MathF.Pow(random.NextSingle(), 3)).ToArray();
        var table = QuantileTable.Measure([.. values]);
        foreach (var value in values.Take(200))
            Assert.Equal(values.Count(other => other < value) / 5000.0, table.RankOf(value), 0.011);
    }

    [Fact]
    public void QuintileOf_EqualValues_FallTogether()
    {
        var table = QuantileTable.Measure([1, 1, 1, 1, 1, 1, 1, 1, 2, 3]);
        Assert.Equal((1, 5), (table.QuintileOf(1)!.Value, table.QuintileOf(3)!.Value));
        Assert.True(table.RankOf(1) < table.RankOf(2));
    }

    [Fact]
    public void Measure_MissingValues_AreLeftOut()
    {
        Assert.Same(QuantileTable.Empty, QuantileTable.Measure([float.NaN, float.NaN]));
        Assert.Equal(QuantileTable.Measure([1, 2, 3]).Cuts, QuantileTable.Measure([float.NaN, 3, 1, float.NaN, 2]).Cuts);
        Assert.Equal(double.NaN, QuantileTable.Empty.RankOf(1));
        Assert.Null(QuantileTable.Empty.QuintileOf(1));
    }
}

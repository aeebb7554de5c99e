using ChurnPredict.Value;

namespace ChurnPredict.Tests.Value;

public sealed class SumScaleTests
{
    [Fact]
    public void Of_OrdinaryRows_IsTheRatioOfTheSums()
    {
        Assert.Equal(1.25, SumScale.Of([2, 3, 1, 2], [5, 0, 2, 3]), 12);
        Assert.Equal(0.5, SumScale.Of([2, 2], [1, 1]), 12);
    }

    /// <summary>One order with its decimal point left out, and as large as an order may be.</summary>
    [Theory]
    [InlineData(1e4f)]
    [InlineData(1e9f)]
    [InlineData(1e18f)]
    public void Of_OneRowBeyondAllOthers_MovesTheScaleByItsBoundAlone(float mistyped)
    {
        var random = new Random(7);
        double[] foretold = [.. Enumerable.Range(0, 10_000).Select(_ => 50 * random.NextDouble())];
        float[] came = [.. foretold.Select(amount => (float)(1.2 * amount * -Math.Log(1 - random.NextDouble())))];
        var scale = SumScale.Of(foretold, came);
        came[17] = mistyped;
        Assert.InRange(scale, 1.15, 1.25);
        Assert.InRange(SumScale.Of(foretold, came) / scale, 1, 1.011);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(40)]
    [InlineData(2_500)]
    public void Of_FewBuyersAmongMany_IsTheRatioOfTheSums(int buyers)
    {
        double[] foretold = [.. Enumerable.Repeat(2.0, 10_000)];
        float[] came = [.. Enumerable.Range(0, 10_000).Select(row => row < buyers ? 100f : 0f)];
        Assert.Equal(buyers * 100 / 20_000.0, SumScale.Of(foretold, came), 9);
    }

    [Fact]
    public void Of_NothingForetoldOrNothingCome_LeavesAmountsAsTheyAre()
    {
        Assert.Equal(1, SumScale.Of([0, 0], [1, 2]));
        Assert.Equal(1, SumScale.Of([1, 2], [0, 0]));
        Assert.Equal(1, SumScale.Of([], []));
        Assert.Equal(1, SumScale.Of([double.PositiveInfinity, 1], [1, 1]));
    }
}

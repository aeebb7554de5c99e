using ChurnPredict.Value;

namespace ChurnPredict.Tests.Value;

public sealed class ValueMeasuresTests
{
    private static readonly double[] Actual = [0, 0, 10, 30, 60];

    [Fact]
    public void Errors_ByHand_Agree()
    {
        double[] predicted = [10, 0, 10, 20, 40];
        Assert.Equal(8, ValueMeasures.MeanAbsoluteError(Actual, predicted), 1e-12);
        Assert.Equal(Math.Sqrt(120), ValueMeasures.RootMeanSquaredError(Actual, predicted), 1e-12);
        Assert.Equal(-.2, ValueMeasures.TotalBias(Actual, predicted), 1e-12);
        Assert.True(double.IsNaN(ValueMeasures.TotalBias([0, 0], [1, 2])));
    }

    [Fact]
    public void NormalizedGini_PerfectReverseAndConstantOrder_AreOneMinusOneAndZero()
    {
        Assert.Equal(1, ValueMeasures.NormalizedGini(Actual, [1, 2, 3, 4, 5]), 1e-12);
        Assert.Equal(-1, ValueMeasures.NormalizedGini(Actual, [5, 4, 3, 2, 1]), 1e-12);
        Assert.Equal(0, ValueMeasures.NormalizedGini(Actual, [7, 7, 7, 7, 7]), 1e-12);
    }

    [Fact]
    public void Spearman_WithTies_AsByHand()
    {
        Assert.Equal(1, ValueMeasures.Spearman([1, 2, 3], [10, 100, 1000]), 1e-12);
        Assert.Equal(Math.Sqrt(.75), ValueMeasures.Spearman([1, 2, 3], [1, 1, 3]), 1e-12);
        Assert.True(double.IsNaN(ValueMeasures.Spearman([1, 2, 3], [1, 1, 1])));
    }

    [Fact]
    public void AreaUnderCurve_TiesCountHalf()
    {
        Assert.Equal(.75, ValueMeasures.AreaUnderCurve([true, false, true, false], [3, 1, 2, 2.5]), 1e-12);
        Assert.Equal(.5, ValueMeasures.AreaUnderCurve([true, false], [1, 1]), 1e-12);
    }

    [Fact]
    public void Deciles_TwentyRows_AreTwoEachLowestFirst()
    {
        double[] values = [.. Enumerable.Range(0, 20).Select(row => (double)((row * 7) % 20))];
        var deciles = ValueMeasures.Deciles(values, values);
        Assert.Equal(10, deciles.Count);
        Assert.Equal(new PredictionDecile(1, 2, .5, .5), deciles[0]);
        Assert.Equal(new PredictionDecile(10, 2, 18.5, 18.5), deciles[9]);
        Assert.Equal(3, ValueMeasures.Deciles([1, 2, 3], [1, 2, 3]).Count);
    }

    [Fact]
    public void CoverageAndDistance_ByHand_Agree()
    {
        Assert.Equal(2 / 3.0, ValueMeasures.Coverage([1, 2, 3], [1, 0, 0], [1, 2, 2]), 1e-12);
        Assert.Equal(.5, ValueMeasures.KolmogorovDistance([.5]), 1e-12);
        Assert.Equal(.05, ValueMeasures.KolmogorovDistance([.05, .15, .25, .35, .45, .55, .65, .75, .85, .95]), 1e-12);
        Assert.Throws<ArgumentException>(() => ValueMeasures.Spearman([1], [1, 2]));
    }
}

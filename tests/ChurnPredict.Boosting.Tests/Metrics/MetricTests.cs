namespace ChurnPredict.Boosting.Tests;

/// <summary>Values from scikit-learn's documentation, or computed with scikit-learn 1.2.1.</summary>
public sealed class MetricTests
{
    private static readonly float[] TiedLabels = [0, 1, 1, 0, 1, 0, 0, 1, 1, 0];
    private static readonly double[] TiedScores = [.1, .4, .4, .4, .8, .8, .2, .9, .1, .3];
    private static readonly float[] Weights = [1, 2, .5f, 1, 3, 1, 2, 1, 1.5f, 1];

    [Fact]
    public void Auc_DocumentedExample_IsThreeQuarters() => Assert.Equal(0.75, Metric.Auc([0, 0, 1, 1], [.1, .4, .35, .8]), 1e-12);

    [Fact]
    public void Auc_TiesAndWeights_CountHalf()
    {
        Assert.Equal(0.68, Metric.Auc(TiedLabels, TiedScores), 1e-12);
        Assert.Equal(0.71875, Metric.Auc(TiedLabels, TiedScores, Weights), 1e-12);
    }

    [Fact]
    public void Auc_RandomScores_IsTheShareOfPairsInOrder()
    {
        var random = new Random(1);
        var labels = Enumerable.Range(0, 300).Select(_ => (float)random.Next(2)).ToArray();
        var scores = labels.Select(label => (double)random.Next(20) + label).ToArray();
        var pairs = from positive in Enumerable.Range(0, 300) where labels[positive] > 0
                    from negative in Enumerable.Range(0, 300) where labels[negative] == 0
                    select scores[positive] > scores[negative] ? 1 : scores[positive] == scores[negative] ? 0.5 : 0;
        Assert.Equal(pairs.Average(), Metric.Auc(labels, scores), 1e-12);
    }

    [Fact]
    public void Auc_OneClass_IsNoNumber() => Assert.True(double.IsNaN(Metric.Auc([1, 1], [.1, .2])));

    [Fact]
    public void Auc_ScoreThatIsNoNumber_IsRefused() => Assert.Throws<ArgumentException>(() => Metric.Auc([1, 0], [.1, double.NaN]));

    [Fact]
    public void PrAuc_DocumentedExampleAndTies_MatchScikitLearn()
    {
        Assert.Equal(0.8333333333333333, Metric.PrAuc([0, 0, 1, 1], [.1, .4, .35, .8]), 1e-12);
        Assert.Equal(0.7, Metric.PrAuc(TiedLabels, TiedScores), 1e-12);
        Assert.Equal(0.7711134453781513, Metric.PrAuc(TiedLabels, TiedScores, Weights), 1e-12);
    }

    [Fact]
    public void LogLoss_DocumentedExample_MatchesScikitLearn()
    {
        Assert.Equal(0.21616187468057912, Metric.LogLoss([1, 0, 0, 1], [.9, .1, .2, .65]), 1e-12);
        Assert.Equal(-Math.Log(1e-15), Metric.LogLoss([1], [0]), 1e-9);
    }

    [Fact]
    public void Brier_DocumentedExample_MatchesScikitLearn() => Assert.Equal(0.0375, Metric.Brier([0, 1, 1, 0], [.1, .9, .8, .3]), 1e-12);

    [Fact]
    public void Errors_DocumentedExample_MatchScikitLearn()
    {
        float[] labels = [3, -0.5f, 2, 7];
        double[] predictions = [2.5, 0.0, 2, 8];
        Assert.Equal(0.5, Metric.Mae(labels, predictions), 1e-12);
        Assert.Equal(Math.Sqrt(0.375), Metric.Rmse(labels, predictions), 1e-12);
        Assert.Equal(0.25, Metric.Bias(labels, predictions), 1e-12);
        Assert.Equal(1.0 / 30, Metric.Pinball([1, 2, 3], [0, 2, 3], 0.1), 1e-12);
    }

    [Theory]
    [InlineData(0, 1.875)]
    [InlineData(1, 1.4260151319598084)]
    [InlineData(1.5, 1.7781745930520232)]
    public void TweedieDeviance_DocumentedExample_MatchesScikitLearn(double power, double expected) =>
        Assert.Equal(expected, Metric.TweedieDeviance([2, 0, 1, 4], [.5, .5, 2, 2], power), 1e-12);

    [Fact]
    public void TweedieDeviance_PowerTwo_IsTheGammaDeviance() =>
        Assert.Equal(1.0568528194400546, Metric.TweedieDeviance([2, .5f, 1, 4], [.5, .5, 2, 2], 2), 1e-12);

    [Fact]
    public void TweedieDeviance_PowerOutOfRange_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Metric.TweedieDeviance([1], [1], 0.5));

    [Fact]
    public void Metrics_LengthsThatDiffer_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => Metric.Brier([1, 0], [0.5]));
        Assert.Throws<ArgumentException>(() => Metric.Auc([1, 0], [0.5, 0.4], [1]));
    }
}

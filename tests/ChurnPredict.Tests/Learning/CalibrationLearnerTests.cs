using ChurnPredict.Learning;

namespace ChurnPredict.Tests.Learning;

public sealed class CalibrationLearnerTests
{
    [Theory]
    [InlineData(nameof(CalibrationMethod.Platt), 0.05)]
    [InlineData(nameof(CalibrationMethod.Beta), 0.05)]
    [InlineData(nameof(CalibrationMethod.Isotonic), 0.25)]
    public void Fit_OverconfidentScores_RecoversTheTrueLogOdds(string method, double tolerance)
    {
        var (raw, labels) = Overconfident(100_000, slope: 0.5, intercept: -0.7);
        var calibration = CalibrationLearner.Fit(Enum.Parse<CalibrationMethod>(method), raw, labels);
        Assert.True(calibration.IsValid());
        foreach (var logOdds in new[] { -2.0, 0, 2 }) Assert.Equal((0.5 * logOdds) - 0.7, calibration.Apply(logOdds), tolerance);
    }

    [Theory]
    [InlineData(nameof(CalibrationMethod.Platt))]
    [InlineData(nameof(CalibrationMethod.Beta))]
    [InlineData(nameof(CalibrationMethod.Isotonic))]
    public void Apply_RisingScores_NeverLosesTheOrder(string method)
    {
        var (raw, labels) = Overconfident(3_000, slope: 0.3, intercept: 0.1);
        var calibration = CalibrationLearner.Fit(Enum.Parse<CalibrationMethod>(method), raw, labels);
        var grid = Enumerable.Range(-100, 201).Select(step => calibration.Apply(step / 10.0)).ToArray();
        Assert.All(grid.Zip(grid.Skip(1)), pair => Assert.True(pair.First < pair.Second));
    }

    [Fact]
    public void Fit_ScoresThatSayTheOpposite_DeliversTheBaseRate()
    {
        var (raw, labels) = Overconfident(5_000, slope: -1, intercept: 0);
        var calibration = CalibrationLearner.Fit(CalibrationMethod.Platt, raw, labels);
        Assert.Equal(labels.Average(), calibration.Probability(3), 3);
    }

    [Fact]
    public void Candidates_FewRows_LeavesIsotonicOut()
    {
        Assert.DoesNotContain(CalibrationMethod.Isotonic, CalibrationLearner.Candidates(20_000));
        Assert.Contains(CalibrationMethod.Isotonic, CalibrationLearner.Candidates(20_001));
    }

    [Theory]
    [InlineData(30_000, true)]
    [InlineData(5_000, false)]
    public void Choose_OneOriginWhoseScoresAreBent_MendsTheShapeWhereRowsAreMany(int rows, bool mends)
    {
        var random = new Random(6);
        var raw = Enumerable.Range(0, rows).Select(_ => (random.NextDouble() * 8) - 4).ToArray();
        var labels = Array.ConvertAll(raw, logOdds => random.NextDouble() < LogOdds.ToProbability(logOdds < 0 ? logOdds : 0.2 * logOdds) ? 1f : 0f);
        Assert.Equal(mends, CalibrationLearner.Choose([new OutOfTimePredictions(default, raw, labels, rows)]) != CalibrationMethod.Platt);
    }

    private static (double[] Raw, float[] Labels) Overconfident(int rows, double slope, double intercept)
    {
        var random = new Random(5);
        var raw = Enumerable.Range(0, rows).Select(_ => (random.NextDouble() * 8) - 4).ToArray();
        var labels = Array.ConvertAll(raw, logOdds => random.NextDouble() < LogOdds.ToProbability((slope * logOdds) + intercept) ? 1f : 0f);
        return (raw, labels);
    }
}

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
    [InlineData(30_000, 0.2)]
    [InlineData(5_000, 0.5)]
    public void Choose_OneOriginWhoseScoresAreBent_MendsTheShapeAsFarAsRowsTellOfIt(int rows, double tolerance)
    {
        var (raw, labels) = Bent(rows);
        var calibration = CalibrationLearner.Fit(CalibrationLearner.Choose([new OutOfTimePredictions(default, raw, labels, rows)]), raw, labels);
        foreach (var logOdds in new[] { -3.0, 3 }) Assert.Equal(TrueLogOdds(logOdds), calibration.Apply(logOdds), tolerance);
    }

    /// <summary>Three other maps of the same family on either side have a greater loss with the penalty (a − b)² / (2 · .4²).</summary>
    [Theory]
    [InlineData(100)]
    [InlineData(1_000)]
    [InlineData(10_000)]
    public void Fit_Beta_IsLikeliestWithABendThatIsNormalAroundNone(int rows)
    {
        var (raw, labels) = Bent(rows);
        var best = Assert.IsType<BetaCalibration>(CalibrationLearner.Fit(CalibrationMethod.Beta, raw, labels));
        var least = Penalised(best);
        foreach (var step in new[] { -0.01, 0.01 })
        {
            Assert.True(Penalised(best with { A = best.A + step }) > least);
            Assert.True(Penalised(best with { B = best.B + step }) > least);
            Assert.True(Penalised(best with { C = best.C + step }) > least);
        }

        double Penalised(BetaCalibration map) =>
            raw.Zip(labels, (logOdds, label) => LogOdds.SoftPlus(map.Apply(logOdds)) - (label * map.Apply(logOdds))).Sum()
            + ((map.A - map.B) * (map.A - map.B) / (2 * 0.16));
    }

    [Fact]
    public void Fit_BetaOnAStraightLine_BendsLittleHoweverFewTheRows()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var raw = Enumerable.Range(0, 60).Select(_ => (random.NextDouble() * 4) - 2).ToArray();
            var labels = Array.ConvertAll(raw, logOdds => random.NextDouble() < LogOdds.ToProbability(logOdds) ? 1f : 0f);
            var map = Assert.IsType<BetaCalibration>(CalibrationLearner.Fit(CalibrationMethod.Beta, raw, labels));
            Assert.InRange(map.A - map.B, -0.5, 0.5);
        }
    }

    private static double TrueLogOdds(double logOdds) => logOdds < 0 ? logOdds : 0.2 * logOdds;

    private static (double[] Raw, float[] Labels) Bent(int rows)
    {
        var random = new Random(6);
        var raw = Enumerable.Range(0, rows).Select(_ => (random.NextDouble() * 8) - 4).ToArray();
        var labels = Array.ConvertAll(raw, logOdds => random.NextDouble() < LogOdds.ToProbability(TrueLogOdds(logOdds)) ? 1f : 0f);
        return (raw, labels);
    }

    private static (double[] Raw, float[] Labels) Overconfident(int rows, double slope, double intercept)
    {
        var random = new Random(5);
        var raw = Enumerable.Range(0, rows).Select(_ => (random.NextDouble() * 8) - 4).ToArray();
        var labels = Array.ConvertAll(raw, logOdds => random.NextDouble() < LogOdds.ToProbability((slope * logOdds) + intercept) ? 1f : 0f);
        return (raw, labels);
    }
}

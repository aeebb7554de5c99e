using ChurnPredict.Learning;

namespace ChurnPredict.Tests.Learning;

public sealed class SlopeShrinkageTests
{
    [Fact]
    public void Believed_AsManyRowsAsTheDeliveredModel_IsEverything() =>
        Assert.Equal(1, SlopeShrinkage.Believed([(5_000, 1)], 5_000, slopeVariance: 0), 12);

    [Fact]
    public void Believed_LargeOriginOfALargerBase_IsNearlyEverything() =>
        Assert.InRange(SlopeShrinkage.Believed([(250_000, 1)], 2_000_000, slopeVariance: 1e-5), 0.985, 1);

    [Fact]
    public void Believed_TinyOrigin_IsNextToNothing() =>
        Assert.InRange(SlopeShrinkage.Believed([(20, 1)], 20_000, slopeVariance: 0.5), 0, 0.01);

    [Fact]
    public void Believed_MoreRowsMoreOriginsOrLessChance_Rises()
    {
        double[] byRows = [.. new[] { 100, 1_000, 5_000, 20_000 }.Select(rows => SlopeShrinkage.Believed([(rows, 1)], 20_000, 0.01))];
        double[] byOrigins = [.. new[] { 0, 0.3, 0.6 }.Select(share => SlopeShrinkage.Believed([(1_000, 1 - share), (5_000, share)], 20_000, 0.01))];
        double[] byChance = [.. new[] { 10, 1, 0.1, 0 }.Select(variance => SlopeShrinkage.Believed([(1_000, 1)], 20_000, variance))];
        Assert.All([byRows, byOrigins, byChance], believed => Assert.Equal(believed.Distinct().Order(), believed));
    }

    [Theory]
    [InlineData(1_000, 1_000, 2.9, 3.05)]
    [InlineData(1_000, 15_000, 1.5, 1.8)]
    [InlineData(20, 15_000, 1, 1.03)]
    public void Apply_CompressedScores_KeepsTheSlopeAsFarAsTheRowsAreAlike(int originRows, int deliveredRows, double least, double most)
    {
        var origin = Compressed(originRows);
        var learned = new PlattCalibration(3, 1.2);
        var calibration = Assert.IsType<PlattCalibration>(SlopeShrinkage.Apply(learned, [origin], deliveredRows));
        Assert.InRange(calibration.Slope, least, most);
        Assert.Equal(origin.RawLogOdds.Average(learned.Apply), origin.RawLogOdds.Average(calibration.Apply), 9);
    }

    [Fact]
    public void Apply_ScoresThatAreAllAlike_LeavesTheSlopeAtOne()
    {
        var origin = Compressed(1_000) with { RawLogOdds = [.. Enumerable.Repeat(-0.5, 3_000)] };
        var calibration = Assert.IsType<PlattCalibration>(SlopeShrinkage.Apply(new PlattCalibration(1e-6, 0.7), [origin], 1_000));
        Assert.Equal(1, calibration.Slope, 12);
        Assert.Equal(0.7, calibration.Apply(-0.5), 5);
    }

    [Fact]
    public void Weakened_EveryMethod_LiesBetweenTheMapAndNoneBeyondItsKnotsToo()
    {
        ProbabilityCalibration[] maps =
            [new PlattCalibration(2, -0.3), new BetaCalibration(0, 1.5, 0.2), new IsotonicCalibration([-1, 0, 2], [-2, 0.5, 0.7])];
        foreach (var map in maps)
        {
            var weakened = map.Weakened(0.25);
            Assert.True(weakened.IsValid());
            foreach (var logOdds in new[] { -9, -0.4, 1.7, 12 })
                Assert.Equal((0.25 * map.Apply(logOdds)) + (0.75 * logOdds), weakened.Apply(logOdds), 9);
        }
    }

    private static OutOfTimePredictions Compressed(int trainingRows)
    {
        var random = new Random(11);
        double[] raw = [.. Enumerable.Range(0, 3_000).Select(_ => random.NextDouble() - 1)];
        return new OutOfTimePredictions(default, raw, Array.ConvertAll(raw, logOdds => random.NextDouble() < LogOdds.ToProbability((3 * logOdds) + 1.2) ? 1f : 0f), trainingRows);
    }
}

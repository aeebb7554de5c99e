using ChurnPredict.Boosting;
using ChurnPredict.Learning;

namespace ChurnPredict.Tests.Learning;

public sealed class ChurnEvaluationTests
{
    [Theory]
    [InlineData(1, 200)]
    [InlineData(2, 37)]
    public void WithIntervals_AnyScores_AgreesWithTheDefinitionsOfBoosting(int seed, int rows)
    {
        var (labels, scores) = Draw(seed, rows);
        var metrics = new ChurnEvaluation(labels, scores).WithIntervals(0, 1);
        Assert.Equal(Metric.Auc(labels, scores), metrics.Auc, 10);
        Assert.Equal(Metric.PrAuc(labels, scores), metrics.PrAuc, 10);
        Assert.Equal(Metric.LogLoss(labels, scores), metrics.LogLoss!.Value, 7);
        Assert.Equal(Metric.Brier(labels, scores), metrics.Brier!.Value, 7);
    }

    [Fact]
    public void WithIntervals_Replicates_SpanTheEstimate()
    {
        var (labels, scores) = Draw(3, 2_000);
        var metrics = new ChurnEvaluation(labels, scores).WithIntervals(200, 1);
        Assert.InRange(metrics.Auc, metrics.Intervals["auc"].Low, metrics.Intervals["auc"].High);
        Assert.InRange(metrics.Intervals["auc"].High - metrics.Intervals["auc"].Low, 0.01, 0.1);
    }

    [Fact]
    public void Compute_RepeatedRows_EqualsTheMetricsOfRowsWrittenTwice()
    {
        var (labels, scores) = Draw(4, 60);
        var repetitions = Enumerable.Range(0, 60).Select(row => row % 3).ToArray();
        var rows = Enumerable.Range(0, 60).SelectMany(row => Enumerable.Repeat(row, repetitions[row])).ToArray();
        var repeated = new ChurnEvaluation(labels, scores).Compute(repetitions);
        var written = new ChurnEvaluation([.. rows.Select(row => labels[row])], [.. rows.Select(row => scores[row])]).WithIntervals(0, 1);
        Assert.Equal(written.Auc, repeated.Auc, 10);
        Assert.Equal(written.LogLoss!.Value, repeated.LogLoss!.Value, 10);
        Assert.Equal(written.Capture20, repeated.Capture20, 10);
    }

    [Fact]
    public void Compute_TenPercentContacted_LiftIsTheirChurnRateOverAll()
    {
        var labels = Enumerable.Range(0, 100).Select(row => row < 5 || row >= 95 ? 1f : 0f).ToArray();
        var scores = Enumerable.Range(0, 100).Select(row => 1 - (row / 100.0)).ToArray();
        var metrics = new ChurnEvaluation(labels, scores).WithIntervals(0, 1);
        Assert.Equal(5, metrics.Lift10, 9);
        Assert.Equal(0.5, metrics.Capture10, 9);
    }

    private static (float[] Labels, double[] Scores) Draw(int seed, int rows)
    {
        var random = new Random(seed);
        var scores = Enumerable.Range(0, rows).Select(_ => Math.Round(random.NextDouble(), 2)).Select(score => double.Clamp(score, 0.01, 0.99)).ToArray();
        return (Array.ConvertAll(scores, score => random.NextDouble() < score ? 1f : 0f), scores);
    }
}

using ChurnPredict.Boosting;
using ChurnPredict.Features;
using ChurnPredict.History;
using ChurnPredict.Labels;
using ChurnPredict.Learning;

namespace ChurnPredict.Tests.Learning;

public sealed class LearningRowsTests
{
    private const int Customers = 400;
    private static readonly DateOnly First = new(2026, 1, 1);
    private static readonly TimeAxis Axis = new("UTC");

    [Fact]
    public void OfEveryWindow_Prefix_TakesWhatWasOverWhenItsLastLabelWas()
    {
        // Labels of the first two snapshots are over on day 120: by then 30 days after four snapshots, 60 days after three.
        var rows = LearningRows.OfEveryWindow(Set(), 2).Training;
        Assert.Equal((4 + 3 + 2) * Customers, rows.Labels.Length);
        Assert.Equal([0f, 30, 60, 90, 0, 30, 60, 0, 30], rows.Features.Values.Where((_, index) => index % (2 * Customers) == 0));
    }

    [Fact]
    public void OfEveryWindow_AllSnapshots_TakesTheOpenOnes()
    {
        var rows = LearningRows.OfEveryWindow(Set(), 4).Training;
        Assert.Equal((6 + 5 + 4) * Customers, rows.Labels.Length);
        Assert.DoesNotContain(rows.Labels, float.IsNaN);
    }

    [Fact]
    public void OfEveryWindow_AnyWindow_StartsAtItsLevelAndWeighsTheSame()
    {
        var rows = LearningRows.OfEveryWindow(Set(), 2);
        var windows = rows.Training.Labels.Select((label, index) => (Label: label, Level: rows.Training.InitialScores![index], Weight: rows.Training.Weights![index]))
            .GroupBy(row => row.Level).ToArray();
        Assert.Equal(3, windows.Length);
        Assert.All(windows, window => Assert.Equal(window.Key, LogOdds.FromProbability(window.Average(row => (double)row.Label)), 1e-9));
        Assert.All(windows, window => Assert.Equal(2 * Customers, window.Sum(row => row.Weight), 0.1));
    }

    [Fact]
    public void Finish_GrownOnEveryWindow_HasTheHorizonsLevel()
    {
        var rows = LearningRows.OfEveryWindow(Set(), 2);
        var options = new GradientBoostingOptions { Rounds = 60, MaximumLeaves = 4, MinimumLeafRows = 20, ThreadCount = 1 };
        var finished = rows.Finish(new GradientBoostingLearner().Learn(options, rows.Training).Ensemble, 1);
        var raw = new double[rows.Horizon.Labels.Length];
        finished.RawScoreBatch(rows.Horizon.Features, raw, 1);
        Assert.Equal(rows.Horizon.Labels.Average(label => (double)label), raw.Average(LogOdds.ToProbability), 1e-9);
    }

    [Fact]
    public void OfHorizon_Any_AddsNothing()
    {
        var rows = LearningRows.OfHorizon(Set(), 2);
        Assert.Equal(2 * Customers, rows.Training.Labels.Length);
        Assert.Null(rows.Training.InitialScores);
        Assert.Null(rows.ToJudge(rows.Training).InitialScores);
    }

    private static SnapshotSet Set() => new([.. Enumerable.Range(0, 4).Select(Table)], 90) { Open = [Table(4), Table(5)] };

    /// <summary>The snapshot of a day that is a multiple of 30, of data that end with day 180; the first feature is that day, the second
    /// makes customers come later.</summary>
    private static SnapshotTable Table(int index)
    {
        var random = new Random(index);
        var values = new float[2 * Customers];
        var eventDays = new float[Customers];
        for (var row = 0; row < Customers; row++)
        {
            (values[2 * row], values[(2 * row) + 1]) = (30 * index, random.NextSingle());
            eventDays[row] = (float)(-Math.Log(random.NextDouble()) * (20 + (200 * values[(2 * row) + 1])));
        }

        return new SnapshotTable
        {
            AsOf = Axis.AsOf(First.AddDays(30 * index)),
            Reference = new FeatureReference(),
            Features = new FeatureMatrix(values, Customers, 2, [new FeatureColumn("day"), new FeatureColumn("lateness")]),
            CustomerIndex = [.. Enumerable.Range(0, Customers)],
            Churned = Within(90),
            ChurnedWithin = new Dictionary<int, float[]> { [30] = Within(30), [60] = Within(60) },
            GrossSpend = new Dictionary<int, float[]>(),
            NetSpend = new Dictionary<int, float[]>(),
            Margin = new Dictionary<int, float[]>(),
            EventDays = eventDays,
            ObservedDays = 180 - (30 * index),
            LeftOut = new Dictionary<CustomerStatus, int>(),
        };

        float[] Within(int days) => Array.ConvertAll(eventDays, day => (30 * index) + days > 180 ? float.NaN : day < days ? 0 : 1);
    }
}

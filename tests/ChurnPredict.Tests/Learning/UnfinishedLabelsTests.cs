using ChurnPredict.Boosting;
using ChurnPredict.History;
using ChurnPredict.Labels;
using ChurnPredict.Learning;
using ChurnPredict.Tests.Value;

namespace ChurnPredict.Tests.Learning;

public sealed class UnfinishedLabelsTests
{
    private const float Sight = 30;

    private static readonly SnapshotTable Finished = Snapshot(4_000, 1, new(2024, 1, 1));
    private static readonly SnapshotTable Unfinished = Snapshot(1_000, 2, new(2024, 12, 2));

    [Theory]
    [InlineData(ChurnKind.Inactivity, 0)]
    [InlineData(ChurnKind.Cancellation, 1)]
    public void Of_EventWithinSight_IsItsLabel(ChurnKind kind, float expected)
    {
        var labels = Labels(Unfinished, kind);
        var decided = Enumerable.Range(0, labels.Length).Where(row => Unfinished.EventDays[row] < Sight).ToArray();
        Assert.InRange(decided.Length, 200, 900);
        Assert.All(decided, row => Assert.Equal(expected, labels[row]));
    }

    /// <summary>Orders come at constant rates, so that silence up to day 90 after silence up to day 30 has the chance e^(−60 · rate).</summary>
    [Fact]
    public void Of_SilentSoFar_IsTheChanceOfStayingSo()
    {
        var labels = Labels(Unfinished);
        var silent = Enumerable.Range(0, labels.Length).Where(row => Unfinished.EventDays[row] >= Sight).OrderBy(row => Rate(row)).ToArray();
        foreach (var bin in silent.Chunk((silent.Length / 5) + 1))
            Assert.Equal(bin.Average(row => Math.Exp(-60 * Rate(row))), bin.Average(row => labels[row]), 0.05);

        static float Rate(int row) => Unfinished.Features.Row(row)[0];
    }

    [Fact]
    public void Of_EventsBeyondSight_AreNotLookedAt()
    {
        var later = Unfinished with { EventDays = Array.ConvertAll(Unfinished.EventDays, days => days < Sight ? days : Sight) };
        Assert.Equal(Labels(Unfinished), Labels(later));
    }

    [Fact]
    public void Of_AllSilentStayedSo_IsCertain()
    {
        float[] churned = [.. Finished.EventDays.Select(days => days < Sight ? 0f : 1)];
        var labels = UnfinishedLabels.Of(Unfinished, Sight, ChurnKind.Inactivity, new TrainingData(Finished.Features, churned), Finished.EventDays, 1);
        Assert.All(labels.Zip(Unfinished.EventDays), row => Assert.Equal(row.Second < Sight ? 0 : 1, row.First, 1e-3));
    }

    /// <summary>With the rate as the only feature.</summary>
    private static SnapshotTable Snapshot(int customers, int seed, DateOnly date)
    {
        var table = new SimulatedSnapshots(customers, seed).Snapshot(date, new(2025, 1, 1));
        float[] rates = [.. Enumerable.Range(0, customers).Select(row => table.Features.Row(row)[0])];
        return table with { Features = new FeatureMatrix(rates, customers, 1) };
    }

    private static float[] Labels(SnapshotTable unfinished, ChurnKind kind = ChurnKind.Inactivity) =>
        UnfinishedLabels.Of(unfinished, Sight, kind, new TrainingData(Finished.Features, Finished.Churned), Finished.EventDays, 1);
}

using System.Collections.Concurrent;
using ChurnPredict.Boosting;
using ChurnPredict.History;
using ChurnPredict.Labels;
using ChurnPredict.Learning;
using ChurnPredict.Tests.Value;

namespace ChurnPredict.Tests.Learning;

public sealed class ChurnBacktestTests
{
    private const int Customers = 150;
    private const int Test = 9;

    private static readonly ChurnDefinition Churn = new() { HorizonDays = 90 };

    /// <summary>The test snapshot is of day 270; what happens from then on is changed wherever the snapshots tell of it.</summary>
    [Fact]
    public void Run_OtherEventsAfterTheTestSnapshot_LeaveChoicesAndBacktestAndChangeTheModelForUse()
    {
        var (known, other) = (Run(Snapshots()), Run([.. Snapshots().Select(OthersAfterTheTest)]));
        Assert.Equal(3, known.Origins.Count(origin => origin.ChosenOn));
        Assert.Equal(known.Trials, other.Trials);
        Assert.Equal(known.Additive, other.Additive);
        Assert.Equal(known.Method, other.Method);
        Assert.Equal(known.Origins.SelectMany(origin => origin.Predictions.RawLogOdds), other.Origins.SelectMany(origin => origin.Predictions.RawLogOdds));
        Assert.Equal(known.Backtest.Calibration, other.Backtest.Calibration);
        Assert.Equal(Bytes(known.Backtest.Ensemble), Bytes(other.Backtest.Ensemble));
        Assert.NotEqual(Bytes(known.Final.Ensemble), Bytes(other.Final.Ensemble));
    }

    [Fact]
    public void Run_OtherEventsBeforeTheTestSnapshotInUnfinishedOnes_ChangeTheBacktestModel()
    {
        var changed = Snapshots().Select((table, index) => index == Test - 1 ? table with { EventDays = Array.ConvertAll(table.EventDays, _ => 1f) } : table);
        Assert.NotEqual(Bytes(Run(Snapshots()).Backtest.Ensemble), Bytes(Run([.. changed]).Backtest.Ensemble));
    }

    /// <summary>As in the first days of a history, when nobody has been a customer for long enough.</summary>
    [Fact]
    public void Run_SnapshotOfNobodyBeforeTheOthers_LearnsWhatItLearnsWithoutIt()
    {
        var nobody = new SimulatedSnapshots(0, 7).Snapshot(SimulatedSnapshots.FirstDate.AddDays(-30), SimulatedSnapshots.FirstDate.AddDays(60));
        var (with, without) = (Run([nobody, .. Snapshots()], finished: Test + 2), Run(Snapshots()));
        Assert.Equal(without.Method, with.Method);
        Assert.Equal(without.Final.Calibration, with.Final.Calibration);
        Assert.Equal(Bytes(without.Final.Ensemble), Bytes(with.Final.Ensemble));
    }

    [Fact]
    public void Run_LearnerOfALibrary_SeesFinishedSnapshotsOnly()
    {
        var library = new Library();
        Run(Snapshots(), library);
        Assert.All(library.Labels, labels => Assert.All(labels, label => Assert.True(label is 0 or 1)));
        Assert.Equal((Test + 1) * Customers, library.Labels.Max(labels => labels.Length));
    }

    private static SnapshotTable OthersAfterTheTest(SnapshotTable table)
    {
        var daysToTest = SimulatedSnapshots.FirstDate.AddDays(30 * Test).DayNumber - table.AsOf.Date.DayNumber;
        var eventDays = Array.ConvertAll(table.EventDays, days => days < daysToTest ? days : float.PositiveInfinity);
        return table with { EventDays = eventDays, Churned = daysToTest >= 90 ? table.Churned : Array.ConvertAll(eventDays, days => days < 90 ? 0f : 1f) };
    }

    /// <summary>Finished snapshots, days 0 to 270, and two that the end of the data cuts off.</summary>
    private static IReadOnlyList<SnapshotTable> Snapshots() =>
        new SimulatedSnapshots(Customers, 7).Every30Days(Test + 3, SimulatedSnapshots.FirstDate.AddDays((30 * Test) + 90));

    private static ChurnTrainingResult Run(IReadOnlyList<SnapshotTable> tables, ITreeLearner? learner = null, int finished = Test + 1)
    {
        var options = new TrainingOptions { ThreadCount = 2, Learner = learner ?? new GradientBoostingLearner() };
        return new ChurnBacktest(new SnapshotSet([.. tables.Take(finished)], Churn, [.. tables.Skip(finished)], 1), options, null, default).Run();
    }

    private static byte[] Bytes(TreeEnsemble ensemble)
    {
        using var stream = new MemoryStream();
        TreeEnsembleFile.Write(ensemble, stream);
        return stream.ToArray();
    }

    /// <summary>Stands in for a library: notes its labels and grows one tree.</summary>
    private sealed class Library : ITreeLearner
    {
        public string Name => "library";

        public string? MissingLibrary => null;

        public ConcurrentBag<float[]> Labels { get; } = [];

        public LearnResult Learn(
            GradientBoostingOptions options, TrainingData training, TrainingData? validation, IProgress<BoostingProgress>? progress, CancellationToken cancellationToken)
        {
            Labels.Add(training.Labels);
            return new GradientBoostingLearner().Learn(options with { Rounds = 1 }, training, validation, progress, cancellationToken);
        }
    }
}

using ChurnPredict.Boosting;
using ChurnPredict.History;
using ChurnPredict.Learning;
using ChurnPredict.Tests.Value;

namespace ChurnPredict.Tests.Learning;

public sealed class FinishedLevelTests
{
    private static readonly ChurnDefinition Churn = new() { HorizonDays = 90 };

    [Fact]
    public void Apply_ModelOfAnotherLevel_ComesToWhatFinishedSnapshotsForetell()
    {
        var set = Set();
        var ensemble = PlainTrees.Learn(set.First(2), 1);
        var level = FinishedLevel.Apply(Shifted(ensemble, 0.7), set, 4, rows => PlainTrees.Learn(rows, 1));
        Assert.Equal(ensemble.RawScores(set.UnfinishedRows(4)).Average(LogOdds.ToProbability), level.RawScores(set.UnfinishedRows(4)).Average(LogOdds.ToProbability), 1e-9);
        Assert.Equal(ensemble.BaseScore, level.BaseScore, 1e-9);
    }

    [Fact]
    public void Apply_NoUnfinishedSnapshots_LeavesTheModel()
    {
        var ensemble = new TreeEnsemble([new("a")], [], 1, LinkFunction.Logistic);
        Assert.Same(ensemble, FinishedLevel.Apply(ensemble, new SnapshotSet([.. Set().Tables.Take(1)], Churn, [], 1), 1, _ => throw new InvalidOperationException()));
    }

    private static SnapshotSet Set() => new(new SimulatedSnapshots(400, 3).Every30Days(5, SimulatedSnapshots.FirstDate.AddDays(400)), Churn, [], 1);

    private static TreeEnsemble Shifted(TreeEnsemble ensemble, double shift) => new(ensemble.Features, ensemble.Trees, ensemble.BaseScore + shift, ensemble.Link);
}

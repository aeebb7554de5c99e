using ChurnPredict.Boosting;
using ChurnPredict.Labels;
using ChurnPredict.Value;

namespace ChurnPredict.Tests.Value;

public sealed class FittedCurvesTests
{
    private static readonly DateOnly Until = SimulatedSnapshots.FirstDate.AddDays(200);

    [Fact]
    public void Get_SameSnapshotsDateAndSeason_LearnsOnce()
    {
        var (curves, tables) = (new FittedCurves(), Tables());
        var first = curves.Get(tables, Until, null, Model);
        Assert.Same(first, curves.Get([.. tables], Until, null, Model));
        Assert.NotSame(first, curves.Get(tables, Until.AddDays(1), null, Model));
        Assert.NotSame(first, curves.Get(tables, Until, PurchaseSeason.None, Model));
        Assert.NotSame(first, curves.Get(tables[1..], Until, null, Model));
        Assert.NotSame(first, curves.Get([tables[0], tables[1] with { }], Until, null, Model));
    }

    [Fact]
    public void Get_TooLittleObserved_IsRememberedAsWell()
    {
        var (curves, tables) = (new FittedCurves(), Tables());
        Assert.Null(curves.Get(tables, Until, null, () => null));
        Assert.Null(curves.Get(tables, Until, null, Model));
    }

    private static SnapshotTable[] Tables() => [.. new SimulatedSnapshots(20, 1).Every30Days(2, Until)];

    private static SurvivalModel Model() =>
        new(new TreeEnsemble([new FeatureColumn("survival_period")], [], 0, LinkFunction.Logistic), null, null, SurvivalModel.DefaultLow, SurvivalModel.DefaultHigh);
}

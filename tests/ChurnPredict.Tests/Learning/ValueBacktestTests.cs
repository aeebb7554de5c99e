using ChurnPredict.Boosting;
using ChurnPredict.History;
using ChurnPredict.Labels;
using ChurnPredict.Learning;
using ChurnPredict.Tests.Value;
using ChurnPredict.Value;

namespace ChurnPredict.Tests.Learning;

public sealed class ValueBacktestTests
{
    private static readonly DateOnly Until = SimulatedSnapshots.FirstDate.AddDays(450);
    private static readonly IReadOnlyList<SnapshotTable> Churn =
        [.. new[] { 180, 270, 360 }.Select(day => new SimulatedSnapshots(400, 30 + day).Snapshot(SimulatedSnapshots.FirstDate.AddDays(day), Until))];

    [Fact]
    public void Run_OtherDatesThanThoseOfChurn_LearnsFromThemAndIsJudgedOnThoseOfChurn()
    {
        var result = Run(Valued(), threads: 1);
        Assert.Equal([1, 2], result.ByTable.Keys.Order());
        Assert.Equal(ValueEvaluation.Judge(result.Backtest!, Churn[2], 1, 1)!.Mae, result.ByTable[2].Mae);
        Assert.NotEqual(Bytes(Run(Churn, threads: 1).Final), Bytes(result.Final));
        Assert.Contains("on 3 earlier origins", result.Final!.Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Run_OnTwoThreads_GivesTheSameBytes()
    {
        var (one, two) = (Run(Valued(), threads: 1), Run(Valued(), threads: 2));
        Assert.Equal(Bytes(one.Final), Bytes(two.Final));
        Assert.Equal(Bytes(one.Backtest), Bytes(two.Backtest));
    }

    [Fact]
    public void Run_WindowsNotOverByTheTest_DoNotMoveWhatIsJudgedThere()
    {
        var changed = Valued();
        foreach (var table in changed)
        {
            foreach (var (days, money) in table.GrossSpend.Where(spend => table.AsOf.Date.AddDays(spend.Key) > Churn[^1].AsOf.Date))
                money.AsSpan().Fill(days);
        }

        var (known, other) = (Run(Valued(), threads: 2), Run(changed, threads: 2));
        Assert.Equal(Bytes(known.Backtest), Bytes(other.Backtest));
        Assert.NotEqual(Bytes(known.Final), Bytes(other.Final));
    }

    private static IReadOnlyList<SnapshotTable> Valued() => new SimulatedSnapshots(150, 29).Every30Days(15, Until);

    private static ValueBacktestResult Run(IReadOnlyList<SnapshotTable> valued, int threads)
    {
        var options = new TrainingOptions { ThreadCount = threads };
        var set = new SnapshotSet(Churn, new ChurnDefinition { HorizonDays = 90 }, [], 1);
        var chosen = new ChosenLearner(new GradientBoostingLearner(), new GradientBoostingOptions(), "none", double.NaN);
        var model = new ChurnModel(new TreeEnsemble(Churn[0].Features.Features, [], 0, LinkFunction.Logistic), PlattCalibration.Identity);
        OriginResult[] origins = [.. new[] { 1, 2 }.Select(table => new OriginResult(
            table, table == 1, new OutOfTimePredictions(Churn[table].AsOf, new double[400], Churn[table].Churned, 0), PlattCalibration.Identity))];
        var trained = new ChurnTrainingResult(model, model, chosen, [], AdditiveChoice.None, CalibrationMethod.Platt, [], origins);
        return new ValueBacktest(set, valued, new ChurnBacktest(set, options, null, default), trained, options, 0, null).Run(default);
    }

    private static byte[] Bytes(ValueModel? model)
    {
        using var stream = new MemoryStream();
        model!.Write(stream);
        return stream.ToArray();
    }
}

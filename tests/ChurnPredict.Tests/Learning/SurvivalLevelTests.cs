using ChurnPredict.History;
using ChurnPredict.Labels;
using ChurnPredict.Learning;
using ChurnPredict.Tests.Value;
using ChurnPredict.Value;

namespace ChurnPredict.Tests.Learning;

public sealed class SurvivalLevelTests
{
    private static readonly DateOnly AsOf = new(2023, 1, 1);

    /// <summary>Winter brings three orders where summer brings one.</summary>
    private static readonly PurchaseSeason Winter = PurchaseSeason.None with { Factors = [1.8, 1.8, 1.2, .6, .6, .6, .6, .6, .6, .6, 1.2, 1.8] };

    private static readonly Lazy<SurvivalModel> Survival = new(() => new SurvivalLearner().LearnCurves(
        new SimulatedSnapshots(1500, 1) { OrderSeason = Winter, KnownSeason = Winter }.Every30Days(10, AsOf), AsOf, new FittedCurves(), default)!);

    [Fact]
    public void Shift_WindowOfABusySeason_BringsTheMeanToTheTruth()
    {
        var table = new SimulatedSnapshots(3000, 2) { OrderSeason = Winter, KnownSeason = Winter }.Snapshot(AsOf, AsOf.AddDays(365));
        var rates = Enumerable.Range(0, 3000).Select(row => (double)table.Features.Row(row)[0]).ToArray();
        var usual = Array.ConvertAll(rates, rate => LogOdds.FromProbability(Math.Exp(-90 * rate)));
        var truth = rates.Average(rate => Math.Exp(-((31 * 1.8) + (28 * 1.8) + (31 * 1.2)) * rate));
        var shift = SurvivalLevel.Shift(usual, Survival.Value, table.Features, AsOf, 90);
        Assert.True(rates.Average(rate => Math.Exp(-90 * rate)) - truth > .06);
        Assert.Equal(truth, usual.Average(value => LogOdds.ToProbability(value + shift)), .02);
    }

    [Fact]
    public void Shift_ModelsFarApart_StaysWithinItsBounds()
    {
        var table = new SimulatedSnapshots(100, 3).Snapshot(AsOf, AsOf.AddDays(365));
        Assert.Equal(1, SurvivalLevel.Shift([.. Enumerable.Repeat(-20.0, 100)], Survival.Value, table.Features, AsOf, 90), 1e-9);
        Assert.Equal(-1, SurvivalLevel.Shift([.. Enumerable.Repeat(20.0, 100)], Survival.Value, table.Features, AsOf, 90), 1e-9);
        var nobody = new SimulatedSnapshots(0, 3).Snapshot(AsOf, AsOf.AddDays(365));
        Assert.Equal(0, SurvivalLevel.Shift([], Survival.Value, nobody.Features, AsOf, 90));
    }

    [Theory]
    [InlineData(ChurnKind.Inactivity, 90, true, true)]
    [InlineData(ChurnKind.Inactivity, 365, true, true)]
    [InlineData(ChurnKind.Inactivity, 366, true, false)]
    [InlineData(ChurnKind.Inactivity, 90, false, false)]
    [InlineData(ChurnKind.Cancellation, 90, true, false)]
    [InlineData(ChurnKind.Label, 90, true, false)]
    public void IsKnown_OnlyForOrdersInASeason(ChurnKind kind, int horizonDays, bool hasSeason, bool expected) =>
        Assert.Equal(expected, SurvivalLevel.IsKnown(new ChurnDefinition { Kind = kind, HorizonDays = horizonDays }, hasSeason ? Winter : null));

    [Fact]
    public void Apply_SeasonKnownFromTheSecondOriginOn_LevelsThatAndTheJudgedModel()
    {
        SnapshotTable[] tables =
        [
            new SimulatedSnapshots(500, 4) { OrderSeason = Winter }.Snapshot(AsOf.AddDays(-90), AsOf.AddDays(365)),
            new SimulatedSnapshots(500, 5) { OrderSeason = Winter, KnownSeason = Winter }.Snapshot(AsOf, AsOf.AddDays(365)),
        ];
        var asked = new List<DateOnly>();
        var levelled = SurvivalLevel.Apply(Trained(tables), new SnapshotSet(tables, new ChurnDefinition { HorizonDays = 90 }, [], 1), tables, new ChurnDefinition { HorizonDays = 90 }, new IndependentFits(2, 1_000, default), Learned);
        Assert.Equal([AsOf], asked);
        Assert.Equal(PlattCalibration.Identity, levelled.Origins[0].Calibration);
        Assert.Equal(
            Enumerable.Range(0, 500).Average(row => Survival.Value.Curve(tables[1].Features.Row(row), AsOf).At(90)), levelled.Origins[1].Probabilities().Average(), 1e-6);
        Assert.Equal(levelled.Origins[1].Calibration, levelled.Backtest.Calibration);

        SurvivalModel Learned(DateOnly date, int threadCount)
        {
            asked.Add(date);
            return Survival.Value;
        }
    }

    private static ChurnTrainingResult Trained(SnapshotTable[] tables)
    {
        var origins = tables.Select((table, index) => new OriginResult(
            index, index == 0, new OutOfTimePredictions(table.AsOf, [.. Enumerable.Repeat(-1.0, table.Features.RowCount)], table.Churned, 0), PlattCalibration.Identity));
        var model = new ChurnModel(null!, PlattCalibration.Identity);
        return new ChurnTrainingResult(model, model, null!, [], AdditiveChoice.None, CalibrationMethod.Platt, [], [.. origins]);
    }
}

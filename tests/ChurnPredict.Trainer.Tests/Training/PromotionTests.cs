using ChurnPredict.History;
using ChurnPredict.Labels;
using ChurnPredict.Learning;
using ChurnPredict.ModelStore;
using ChurnPredict.Trainer.Training;

namespace ChurnPredict.Trainer.Tests.Training;

/// <summary>A model against one whose trees are the same and whose log-odds are a tenth: worse by construction.</summary>
[Collection(TrainedSampleGroup.Name)]
public sealed class PromotionTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly HistorySource _source;
    private readonly TrainedModel _model;
    private readonly TrainedModel _worse;
    private readonly ModelLibrary _library;

    public PromotionTests(TrainedSample sample)
    {
        _source = HistoryReader.Open(sample.History);
        _model = ModelFolder.Read(new ModelLibrary(sample.Models)).Model;
        _worse = _model with { Backtest = _model.Backtest with { Calibration = new PlattCalibration(0.1, 0) } };
        _library = new ModelLibrary(sample.File("models-" + Guid.NewGuid().ToString("N")));
    }

    [Fact]
    public void LogLossDifference_AgainstAWorseModel_LiesAroundTheMeanOfTheTestSnapshot()
    {
        var expected = LogLoss(_worse.Backtest) - LogLoss(_model.Backtest);
        var worse = ModelComparison.LogLossDifference(_source, _model, _worse, 2);
        var better = ModelComparison.LogLossDifference(_source, _worse, _model, 2);

        Assert.InRange(expected, worse.Low, worse.High);
        Assert.InRange(-expected, better.Low, better.High);
        Assert.True(worse.Low > 0 && better.High < 0, $"{worse} {better}");
        Assert.Equal(_model.Manifest.Evaluation.Churn.LogLoss!.Value, LogLoss(_model.Backtest), 9);
    }

    [Theory]
    [InlineData(true, true, "better than")]
    [InlineData(false, false, "not better than")]
    public void Decide_BesideAChampion_PromotesOnlyWhatIsBetter(bool championIsWorse, bool promotes, string why)
    {
        var champion = ModelFolder.Write(_library, championIsWorse ? _worse : _model, Now);
        _library.Promote(champion, "a test", Now);

        var decision = Decide("another", championIsWorse ? _model : _worse, PromotionRule.Better);

        Assert.Equal(promotes, decision.Promote);
        Assert.StartsWith($"{why} {champion}", decision.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_AsAsked_NeedsNoComparison()
    {
        Assert.Equal((true, "first model"), Decide("first", _worse, PromotionRule.Better));
        var champion = ModelFolder.Write(_library, _model, Now);
        _library.Promote(champion, "a test", Now);

        Assert.Equal((true, "asked to promote"), Decide("another", _worse, PromotionRule.Always));
        Assert.Equal((false, "asked not to promote"), Decide("another", _model, PromotionRule.Never));
        Assert.Equal((false, "is the champion already"), Decide(champion, _model, PromotionRule.Always));
    }

    [Fact]
    public void Decide_AnotherHorizon_IsNotComparable()
    {
        _library.Promote(ModelFolder.Write(_library, _model, Now), "a test", Now);
        var other = _model with { Manifest = _model.Manifest with { HorizonDays = 60 } };

        var (promotes, why) = Decide("another", other, PromotionRule.Better);

        Assert.False(promotes);
        Assert.Contains("answers for 90 days, this model for 60", why, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _source.Dispose();
        if (Directory.Exists(_library.Folder)) Directory.Delete(_library.Folder, recursive: true);
    }

    private (bool Promote, string Why) Decide(string id, TrainedModel challenger, PromotionRule rule) =>
        PromotionDecision.Decide(_library, _source, id, challenger, rule, 2);

    private double LogLoss(ChurnModel model)
    {
        var table = SnapshotBuilder.Build(
            _source, _model.Schema, [_source.TimeAxis.AsOf(_model.Manifest.Evaluation.TestSnapshot)], _model.Manifest.Churn, 1)[0];
        return Enumerable.Range(0, table.Churned.Length).Average(row =>
            -Math.Log(table.Churned[row] == 1 ? model.Probability(table.Features.Row(row)) : 1 - model.Probability(table.Features.Row(row))));
    }
}

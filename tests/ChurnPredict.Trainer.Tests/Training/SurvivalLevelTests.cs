using ChurnPredict.History;
using ChurnPredict.Labels;
using ChurnPredict.Learning;
using ChurnPredict.Trainer.Generation;

namespace ChurnPredict.Trainer.Tests.Training;

public sealed class SurvivalLevelTests
{
    [Fact]
    public void Train_SeasonKnown_ChurnOfActiveCustomersHasTheMeanOfSurvivalAndTiersAreCutThere()
    {
        using var folder = new TemporaryFolder();
        new HistoryGenerator(new GenerationOptions { CustomerCount = 400, Months = 17, Seed = 6 }).Write(folder.Path);
        using var source = HistoryReader.Open(folder.Path);
        var model = new ModelTrainer(new TrainingOptions { ThreadCount = 2, MaximumSnapshots = 3 }).Train(source);
        var end = source.DayAfterLastEvent;
        var active = SnapshotBuilder.Build(source, model.Schema, [end], [model.Reference], source.Description.Churn)[0].Features;
        var foretold = Enumerable.Range(0, active.RowCount).Average(row => model.Survival!.Curve(active.Row(row), end.Date).At(90));
        Assert.NotNull(model.Survival!.Season);
        var probabilities = model.Final.Probabilities(active, 1);
        Assert.Equal(foretold, probabilities.Average(), 1e-6);
        Assert.Equal(RiskTierCutOffs.ByShare(probabilities).High, model.Manifest.RiskTiers.High, 1e-6);
    }

    [Fact]
    public void Train_Contracts_ValueFollowsTheSeasonOfPurchasesAndCancellationsDoNot()
    {
        using var folder = new TemporaryFolder();
        new HistoryGenerator(new GenerationOptions { CustomerCount = 1_500, Months = 24, Seed = 6, Contracts = true }).Write(folder.Path);
        using var source = HistoryReader.Open(folder.Path);
        var model = new ModelTrainer(new TrainingOptions { ThreadCount = 2, MaximumSnapshots = 3 }).Train(source);
        Assert.NotNull(model.Reference.Season);
        Assert.Null(model.Survival!.Season);
        Assert.Contains("the season of purchases", model.FinalValue!.Reasons[0], StringComparison.Ordinal);
    }
}

using ChurnPredict.Trainer.Tests.Training;

namespace ChurnPredict.Trainer.Tests.Models;

[Collection(TrainedSampleGroup.Name)]
public sealed class ModelsCommandTests(TrainedSample sample)
{
    [Fact]
    public void List_OfOneModel_TellsItsMetricsAndThatItIsTheChampion()
    {
        var listed = Assert.Single(CommandRun.Of("models", "list", "--models", sample.Models, "--json").Json.EnumerateArray());
        var churn = sample.Training.GetProperty("evaluation").GetProperty("churn");

        Assert.Equal(sample.ModelId, listed.GetProperty("id").GetString());
        Assert.True(listed.GetProperty("champion").GetBoolean());
        Assert.Equal(churn.GetProperty("auc").GetDouble(), listed.GetProperty("auc").GetDouble());
        Assert.Contains(sample.ModelId, TrainedSample.Run(0, "models", "list", "--models", sample.Models), StringComparison.Ordinal);
    }

    [Fact]
    public void Show_OfTheChampion_TellsHowItWasTrainedAndPromoted()
    {
        var shown = CommandRun.Of("models", "show", "--models", sample.Models, "--json").Json;
        var page = TrainedSample.Run(0, "models", "show", sample.ModelId, "--models", sample.Models);

        Assert.Equal(sample.ModelId, shown.GetProperty("id").GetString());
        Assert.Equal("first model", Assert.Single(shown.GetProperty("promotions").EnumerateArray()).GetProperty("why").GetString());
        Assert.Contains("every hash verified", page, StringComparison.Ordinal);
        Assert.Contains("logistic_rfm", page, StringComparison.Ordinal);
    }

    [Fact]
    public void List_OfNoFolder_IsEmptyAndPointsToTraining()
    {
        var models = sample.File("no-models");

        Assert.Contains("churnpredict train", TrainedSample.Run(0, "models", "list", "--models", models), StringComparison.Ordinal);
        Assert.Contains("expected", TrainedSample.Run(4, "models", "show", "--models", models), StringComparison.Ordinal);
    }
}

using ChurnPredict.History;
using ChurnPredict.Labels;
using ChurnPredict.ModelStore;
using ChurnPredict.Scoring;
using ChurnPredict.Trainer.Tests.Training;

namespace ChurnPredict.Trainer.Tests.Scoring;

[Collection(TrainedSampleGroup.Name)]
public sealed class ContractStageTests(TrainedSample sample)
{
    [Theory]
    [InlineData(ChurnKind.Inactivity, true)]
    [InlineData(ChurnKind.Cancellation, false)]
    public void Score_OfThoseWhoHaveNotLeft_TellsFadingOfShopsOnly(ChurnKind kind, bool tellsFading)
    {
        var (id, model) = ModelFolder.Read(new ModelLibrary(sample.Models));
        using var source = HistoryReader.Open(sample.History);
        var churn = model.Manifest.Churn with { Kind = kind };
        var scorer = new CustomerScorer(
            model with { Manifest = model.Manifest with { Churn = churn } }, id, source.Description with { Churn = source.Description.Churn with { Kind = kind } });

        var part = source.Parts().First();
        var scores = scorer.ScoreRange(part, 0, part.CustomerCount, source.DayAfterLastEvent, ScoreParts.None, 2);

        var stages = scores.Where(score => score.Status == CustomerStatus.Scored).Select(score => score.Segments.JourneyStage).ToHashSet();
        Assert.Contains("regular", stages);
        Assert.Equal(tellsFading, stages.Overlaps(["fading", "silent"]));
    }
}

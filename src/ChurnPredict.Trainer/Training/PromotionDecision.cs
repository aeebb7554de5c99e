using ChurnPredict.History;
using ChurnPredict.Learning;
using ChurnPredict.ModelStore;

namespace ChurnPredict.Trainer.Training;

/// <summary>Decides whether a new model becomes the champion.</summary>
internal static class PromotionDecision
{
    public static (bool Promote, string Why) Decide(
        ModelLibrary library, HistorySource source, string id, TrainedModel challenger, PromotionRule rule, int threadCount)
    {
        var championId = library.ChampionId();
        if (rule == PromotionRule.Never) return (false, "asked not to promote");
        if (championId is null) return (true, "first model");
        if (championId == id) return (false, "is the champion already");
        if (rule == PromotionRule.Always) return (true, "asked to promote");
        var (_, champion) = ModelFolder.Read(library, championId);
        if (champion.Manifest.HorizonDays != challenger.Manifest.HorizonDays)
            return (false, $"the champion {championId} answers for {champion.Manifest.HorizonDays} days, this model for {challenger.Manifest.HorizonDays}: not comparable");
        var difference = ModelComparison.LogLossDifference(source, champion, challenger, threadCount);
        var figures = $"log-loss difference {difference.Low:+0.0000;-0.0000;+0.0000} to {difference.High:+0.0000;-0.0000;+0.0000} on {challenger.Manifest.Evaluation.TestSnapshot:yyyy-MM-dd}";
        return difference.High < 0
            ? (true, $"better than {championId}: {figures}")
            : (false, $"not better than {championId} beyond chance: {figures}");
    }
}

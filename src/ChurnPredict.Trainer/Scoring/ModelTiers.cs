using ChurnPredict.History;
using ChurnPredict.Scoring;

namespace ChurnPredict.Trainer.Scoring;

/// <summary>The tiers that another model gives on the same history and date.</summary>
internal sealed class ModelTiers(CustomerScorer scorer, int threadCount) : ITiersBefore
{
    public string Fingerprint => scorer.ModelId;

    public RiskTier?[] Of(EventStore part, int from, int to, AsOfDate asOf) =>
        Array.ConvertAll(scorer.ScoreRange(part, from, to, asOf, ScoreParts.None, threadCount), score => score.RiskTier);
}

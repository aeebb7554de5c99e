using ChurnPredict.History;
using ChurnPredict.Scoring;

namespace ChurnPredict.Trainer.Scoring;

/// <summary>Knows the risk tiers that customers had before this scoring.</summary>
internal interface ITiersBefore
{
    /// <summary>Names what the tiers come from, so that a run over other tiers is not taken for the same one.</summary>
    string Fingerprint { get; }

    /// <summary>The tiers of a range of customers; null for one who had none.</summary>
    RiskTier?[] Of(EventStore part, int from, int to, AsOfDate asOf);
}

using ChurnPredict.Features;
using ChurnPredict.Value;

namespace ChurnPredict.Learning;

/// <summary>Everything that training gives and a model folder holds. Immutable; safe to use from several threads.</summary>
public sealed record TrainedModel
{
    /// <summary>What a person may want to know.</summary>
    public required ModelManifest Manifest { get; init; }

    /// <summary>The features, in the order of a row.</summary>
    public required FeatureSchema Schema { get; init; }

    /// <summary>What features need to know of the base, fitted as of the end of training; batch and server use this one.</summary>
    public required FeatureReference Reference { get; init; }

    /// <summary>The model that was judged on the test snapshot.</summary>
    public required ChurnModel Backtest { get; init; }

    /// <summary>The model for use, refitted on every labelled snapshot and on what is known of unfinished ones.</summary>
    public required ChurnModel Final { get; init; }

    /// <summary>The final model's ensembles, before they are averaged and calibrated, as files of the library that fitted them (ML.NET's
    /// <c>model.zip</c>); empty for our own learner and after reading a model folder, which does not need them.</summary>
    public IReadOnlyList<byte[]> LibraryFiles { get; init; } = [];

    /// <summary>Churn again, for customers who are already silent: its complement is the probability that they come back; null when
    /// too few came back to learn from.</summary>
    public ChurnModel? Reactivation { get; init; }

    /// <summary>Expected value by the model that is judged on the test snapshot; null when no window of value was over by then.</summary>
    public ValueModel? BacktestValue { get; init; }

    /// <summary>Expected value, for use; null when the history is too short for any window.</summary>
    public ValueModel? FinalValue { get; init; }

    /// <summary>When the next order or the cancellation comes; null when the history is too short.</summary>
    public SurvivalModel? Survival { get; init; }

    /// <summary>How features were distributed on the test snapshot.</summary>
    public required IReadOnlyList<FeatureDistribution> Distributions { get; init; }

    /// <summary>The churn model that may be judged at a date: the final one when all its labels ended by then, otherwise the backtest
    /// one, whose training labels end before its own test snapshot.</summary>
    /// <param name="date">The date of a snapshot.</param>
    /// <returns>The model, its name (<c>final</c> or <c>backtest</c>), and whether it saw labels that end after the date.</returns>
    public (ChurnModel Model, string Name, bool SawLater) ForJudging(DateOnly date)
    {
        var finalEnd = Manifest.Snapshots.Max(snapshot => snapshot.LabelEnd);
        if (finalEnd <= date) return (Final, "final", false);
        return (Backtest, "backtest", Manifest.BacktestLabelEnd() > date);
    }
}

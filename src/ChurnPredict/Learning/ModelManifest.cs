using ChurnPredict.History;

namespace ChurnPredict.Learning;

/// <summary>What stands in <c>model.json</c>: everything about a model that a person may want to read, and the hash of every other
/// file. Unknown fields are ignored when reading; a field that changes its meaning raises <see cref="CurrentFormatVersion"/>.</summary>
public sealed record ModelManifest
{
    /// <summary>The version this code writes and the newest it reads.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>Version of the folder's format.</summary>
    public required int FormatVersion { get; init; }

    /// <summary>Who fitted the trees.</summary>
    public required string Learner { get; init; }

    /// <summary>The chosen options, in words.</summary>
    public required string LearnerOptions { get; init; }

    /// <summary>What was tried, with the out-of-time loss of each.</summary>
    public required IReadOnlyList<LearnerTrial> Trials { get; init; }

    /// <summary>The seed that every random choice derives from.</summary>
    public required int Seed { get; init; }

    /// <summary>Length of the churn window in days.</summary>
    public required int HorizonDays { get; init; }

    /// <summary>What churn means.</summary>
    public required ChurnDefinition Churn { get; init; }

    /// <summary>Zone of the as-of dates.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Currency of all amounts; null when unknown.</summary>
    public string? Currency { get; init; }

    /// <summary>Training used nothing at or after this date.</summary>
    public required DateOnly TrainedAsOf { get; init; }

    /// <summary>Number of features.</summary>
    public required int FeatureCount { get; init; }

    /// <summary>SHA-256 of the feature schema.</summary>
    public required string FeatureHash { get; init; }

    /// <summary>Calibration method.</summary>
    public required CalibrationMethod Calibration { get; init; }

    /// <summary>How expected value is modelled and why; null without a value model.</summary>
    public string? ValueModel { get; init; }

    /// <summary>The snapshots, with their label windows.</summary>
    public required IReadOnlyList<SnapshotSummary> Snapshots { get; init; }

    /// <summary>Probabilities from which each risk tier begins.</summary>
    public required RiskTierCutOffs RiskTiers { get; init; }

    /// <summary>Out-of-time metrics beside the baselines.</summary>
    public required EvaluationReport Evaluation { get; init; }

    /// <summary>Mean |SHAP| of each feature on the test snapshot, in log-odds, largest first.</summary>
    public required IReadOnlyList<FeatureWeight> Importance { get; init; }

    /// <summary>SHA-256 of every other file in the folder, by name; filled in by the writer.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    /// <summary>The day up to which labels were read for the backtest model (exclusive).</summary>
    public DateOnly BacktestLabelEnd() => Snapshots.Any(snapshot => snapshot.PartlyInBacktestTraining)
        ? Snapshots.Single(snapshot => snapshot.IsTest).AsOf
        : Snapshots.Where(snapshot => snapshot.InBacktestTraining).Max(snapshot => snapshot.LabelEnd);

    /// <summary>What is wrong with a history in which churn or amounts mean something else than in the one that the model learned from.</summary>
    /// <param name="description">The history's.</param>
    /// <returns>Found and expected; null where churn is of one kind and the currencies are one, or not both are known.</returns>
    public string? Mismatch(HistoryDescription description)
    {
        ArgumentNullException.ThrowIfNull(description);
        if (description.Churn.Kind != Churn.Kind)
            return $"found a history in which churn is {Words(description.Churn.Kind)}, expected {Words(Churn.Kind)}, which the model foretells: choose a model of this history";
        if (Currency is null || description.Currency is null || Currency == description.Currency) return null;
        return $"found amounts of the history in {description.Currency}, expected {Currency}, in which the model was trained: choose a model of this history, "
            + $"or give currency: {Currency} and the rate of {description.Currency} in {HistoryDescriptionFile.FileName}";
    }

    /// <summary>Refuses a history that is not of the model's kind.</summary>
    /// <param name="description">The history's.</param>
    /// <exception cref="InvalidCustomerDataException">See <see cref="Mismatch"/>.</exception>
    internal void ThrowIfMismatched(HistoryDescription description)
    {
        if (Mismatch(description) is { } mistake) throw new InvalidCustomerDataException(mistake);
    }

    private static string Words(ChurnKind kind) => kind switch
    {
        ChurnKind.Cancellation => "a cancellation",
        ChurnKind.Label => "what a column of customers says",
        _ => "silence",
    };
}

namespace ChurnPredict.Trainer.ValueTables;

/// <summary>What <c>value</c> reports; with <c>--json</c> it is the document.</summary>
internal sealed record ValueReport
{
    public required DateOnly AsOf { get; init; }

    /// <summary>Length of the holdout in days; null without one.</summary>
    public int? HoldoutDays { get; init; }

    /// <summary>What a day of January, February, … counts in seasonal time; null without <c>--season</c>.</summary>
    public IReadOnlyList<double>? SeasonFactors { get; init; }

    /// <summary>Contracts by the shifted beta-geometric model; null where churn is no cancellation.</summary>
    public ContractReport? Contracts { get; init; }

    /// <summary>Customers with a purchase before the date.</summary>
    public required int Customers { get; init; }

    /// <summary>Days with a purchase after each customer's first.</summary>
    public required long RepeatPurchases { get; init; }

    /// <summary>Purchase days within the holdout; null without one.</summary>
    public double? HoldoutPurchases { get; init; }

    public double? HoldoutSpend { get; init; }

    /// <summary>The models by name.</summary>
    public required IReadOnlyDictionary<string, ValueModelRow> Models { get; init; }

    /// <summary>What needs no model: the past rate goes on; recency alone tells who is gone. Empty without a holdout.</summary>
    public IReadOnlyDictionary<string, ValueAccuracyRow> Baselines { get; init; } = new Dictionary<string, ValueAccuracyRow>();

    /// <summary>Money of the holdout by each model's expected purchases × expected spend; empty without a holdout.</summary>
    public IReadOnlyDictionary<string, ValueAccuracyRow> Money { get; init; } = new Dictionary<string, ValueAccuracyRow>();

    /// <summary>What a reader should know.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}

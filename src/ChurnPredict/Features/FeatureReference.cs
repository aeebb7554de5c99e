using System.Text.Json.Serialization;
using ChurnPredict.History;
using ChurnPredict.Value;

namespace ChurnPredict.Features;

/// <summary>
/// What a customer's features need to know about the base: rank and quintile cut-offs, season levels, parameters of the
/// probabilistic value models. Fitted on data before a snapshot's date; the one of the final snapshot is stored in the model folder
/// as JSON, each property by its name; a reader ignores names that it does not know.
/// </summary>
public sealed record FeatureReference
{
    /// <summary>Customers with an order before the date, on whom this was fitted.</summary>
    public int Customers { get; init; }

    /// <summary>Length of the window after the date that churn is judged in, in days.</summary>
    public int HorizonDays { get; init; } = 90;

    /// <summary>Silence, in days, after which a customer counts as silent.</summary>
    public int ChurnedAfterDays { get; init; } = 180;

    /// <summary>First event of the history, microseconds UTC; null when there was none before the date.</summary>
    public long? ObservedFrom { get; init; }

    /// <summary>First engagement event of anybody before the date, microseconds UTC; null without one.</summary>
    public long? EngagementFrom { get; init; }

    /// <summary>First satisfaction question to anybody before the date, microseconds UTC; null without one.</summary>
    public long? SatisfactionFrom { get; init; }

    /// <summary>First support ticket of anybody before the date, microseconds UTC; null without one.</summary>
    public long? SupportFrom { get; init; }

    /// <summary>First touch of anybody before the date, microseconds UTC; null without one.</summary>
    public long? TouchesFrom { get; init; }

    /// <summary>Thresholds of the loyalty programme, lowest rank first; empty = ranks by quintiles.</summary>
    public IReadOnlyList<LoyaltyRank> Ranks { get; init; } = [];

    /// <summary>Days since the last order.</summary>
    public QuantileTable RecencyDays { get; init; } = QuantileTable.Empty;

    /// <summary>Orders in the 365 days before the date.</summary>
    public QuantileTable Orders { get; init; } = QuantileTable.Empty;

    /// <summary>Spend in the 365 days before the date.</summary>
    public QuantileTable Spend { get; init; } = QuantileTable.Empty;

    /// <summary>What RFM quintiles are told by; null in models that told them by all who ever ordered.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RfmTables? Rfm { get; init; }

    /// <summary>Days since sign-up or first order.</summary>
    public QuantileTable TenureDays { get; init; } = QuantileTable.Empty;

    /// <summary>Different local days with an order or an engagement event in the 90 days before the date.</summary>
    public QuantileTable ActiveDays { get; init; } = QuantileTable.Empty;

    /// <summary>Different categories bought; empty where the history has no categories.</summary>
    public QuantileTable Categories { get; init; } = QuantileTable.Empty;

    /// <summary>Orders of the whole base a year ago in the window that corresponds to the horizon after the date, divided by the
    /// orders of a window of that length in the 365 days before the date on average; null with less than a year of history.</summary>
    public double? SeasonLevel { get; init; }

    /// <summary>What months count among purchases; null with less than a year of history, or where it cannot be told from the age of
    /// customers who came all at once.</summary>
    public PurchaseSeason? Season { get; init; }

    /// <summary>What months count in the shop's turnover, as <c>history.yaml</c> states it; null where it states none, or less than a
    /// year of it was over.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PurchaseSeason? TurnoverSeason { get; init; }

    /// <summary>The season that money follows: that of purchases, else that of turnover. Survival and churn follow the first alone: in
    /// Online Retail's best month turnover is 1.9 times its mean, because orders are larger, too; with its season instead of none, churn's
    /// log-loss was between .014 lower and .034 higher at six origins.</summary>
    [JsonIgnore]
    internal PurchaseSeason? MoneySeason => Season ?? TurnoverSeason;

    /// <summary>Buy-till-you-die models fitted on the base; empty when it was too small or churn is no silence.</summary>
    public IReadOnlyList<PurchaseModel> PurchaseModels { get; init; } = [];

    /// <summary>The model of money an order; null when nobody ordered twice.</summary>
    public GammaGamma? SpendModel { get; init; }
}

using System.Text.Json.Serialization;
using ChurnPredict.Labels;

namespace ChurnPredict.Learning;

/// <summary>What went into one snapshot, for the model folder.</summary>
public sealed record SnapshotSummary
{
    /// <summary>The snapshot's date.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>The day on which its label window ends (exclusive), or the history does if that is earlier.</summary>
    public required DateOnly LabelEnd { get; init; }

    /// <summary>Customers in it.</summary>
    public required int Customers { get; init; }

    /// <summary>Customers that were learned from and judged on, where they are a sample of all; null = all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? SampledCustomers { get; init; }

    /// <summary>Share of them that churned, 0 to 1; null where the window is not over or nobody is in it.</summary>
    public required double? ChurnRate { get; init; }

    /// <summary>Customers left out, by status.</summary>
    public required IReadOnlyDictionary<CustomerStatus, int> LeftOut { get; init; }

    /// <summary>Whether the backtest model saw its labels.</summary>
    public required bool InBacktestTraining { get; init; }

    /// <summary>Whether the backtest model learned from what was known of its labels on the day of the test snapshot, before its window
    /// was over.</summary>
    public bool PartlyInBacktestTraining { get; init; }

    /// <summary>Whether its window reaches beyond the history: the model for use learned from what is known of its labels.</summary>
    public bool IsUnfinished { get; init; }

    /// <summary>Whether options, calibration and value model were chosen on it.</summary>
    public required bool IsChoiceOrigin { get; init; }

    /// <summary>Whether it is the test snapshot, read once.</summary>
    public required bool IsTest { get; init; }

    /// <summary>Where a history has one labelled snapshot only: the number, from 1, of the group of customers that this is, and that
    /// stands in for a rolling origin; null = a whole snapshot.</summary>
    public int? Fold { get; init; }
}

namespace ChurnPredict.History;

/// <summary>What churn means in a history.</summary>
public sealed record ChurnDefinition
{
    /// <summary>Whether silence or a cancellation is churn.</summary>
    public ChurnKind Kind { get; init; } = ChurnKind.Inactivity;

    /// <summary>Length of the window after the as-of date that is judged, in whole days; 90 by default.</summary>
    public int HorizonDays { get; init; } = 90;

    /// <summary>Silence, in days, after which a customer counts as already churned; null = twice the horizon.</summary>
    public int? ChurnedAfterDays { get; init; }

    /// <summary>Who is scored and trained on: active customers only, or everyone ever seen.</summary>
    public ChurnPopulation Population { get; init; } = ChurnPopulation.Active;

    /// <summary>The column of the customers table that says who churned (true, 1, yes); only for <see cref="ChurnKind.Label"/>,
    /// where it is needed.</summary>
    public string? LabelColumn { get; init; }

    /// <summary>The date that a labelled snapshot describes; only for <see cref="ChurnKind.Label"/>, where it is needed.</summary>
    public DateOnly? LabelAsOf { get; init; }

    /// <summary>Silence after which a customer counts as already churned, in days.</summary>
    public int EffectiveChurnedAfterDays => ChurnedAfterDays ?? (2 * HorizonDays);
}

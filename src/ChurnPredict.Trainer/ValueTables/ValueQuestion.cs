using ChurnPredict.Value;

namespace ChurnPredict.Trainer.ValueTables;

/// <summary>What <c>value</c> is asked. Immutable.</summary>
internal sealed record ValueQuestion
{
    public required DateOnly AsOf { get; init; }

    /// <summary>Length of the holdout in days; null without one.</summary>
    public int? HoldoutDays { get; init; }

    /// <summary>The season in which times are measured; null = plain days.</summary>
    public PurchaseSeason? Season { get; init; }

    /// <summary>The column by which customers are told apart; null = they are not.</summary>
    public string? GroupBy { get; init; }

    /// <summary>How far ahead customers' values look, in days.</summary>
    public int PeriodDays { get; init; } = 365;

    /// <summary>Discount a year, 0.1 = 10 %.</summary>
    public double YearlyRate { get; init; }

    public int ThreadCount { get; init; } = 1;

    /// <summary>Length of the holdout in the models' unit of time.</summary>
    public double HoldoutWeeks => WeeksAhead(HoldoutDays ?? 0);

    /// <summary>Weeks from the date on, in the models' unit of time.</summary>
    public double WeeksAhead(int days) => PurchaseSeason.WeeksBetween(Season, AsOf, AsOf.AddDays(days));
}

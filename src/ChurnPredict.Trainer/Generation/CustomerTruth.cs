namespace ChurnPredict.Trainer.Generation;

/// <summary>What the behavioural model itself says of a customer as of a date; arrays are owned by the calculator that filled it.</summary>
internal sealed class CustomerTruth
{
    /// <summary>Days after the date for which survival is told.</summary>
    public static readonly int[] SurvivalDays = [30, 60, 90, 120, 150, 180, 210, 240, 270, 300, 330, 365];

    /// <summary>Days after the date for which spend is told.</summary>
    public static readonly int[] SpendDays = [90, 180, 365];

    /// <summary>Days within which no order, or a cancellation, is churn.</summary>
    public const int HorizonDays = 90;

    /// <summary>P(no order, or a cancellation, within the horizon).</summary>
    public double ChurnProbability { get; set; }

    /// <summary>P(the customer does not want to leave at the date).</summary>
    public double AliveProbability { get; set; }

    /// <summary>P(no order, or no cancellation, by each of <see cref="SurvivalDays"/>).</summary>
    public double[] Survival { get; } = new double[SurvivalDays.Length];

    /// <summary>Expected gross spend in yen within each of <see cref="SpendDays"/>.</summary>
    public double[] Spend { get; } = new double[SpendDays.Length];

    /// <summary>By action: the share of the churn probability that a touch on the date would remove.</summary>
    public double[] Uplift { get; } = new double[TouchEffects.Actions.Count];
}

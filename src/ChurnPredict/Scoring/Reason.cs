namespace ChurnPredict.Scoring;

/// <summary>One item of the exact decomposition of a customer's delivered log-odds.</summary>
/// <param name="Feature">The feature's name, or <see cref="Baseline"/> or <see cref="Calibration"/>.</param>
/// <param name="Value">The feature's value, NaN = missing; NaN for baseline and calibration.</param>
/// <param name="Contribution">Log-odds that it adds; positive = towards leaving.</param>
public readonly record struct Reason(string Feature, float Value, double Contribution)
{
    /// <summary>Name of the item that is the model's average log-odds.</summary>
    public const string Baseline = "baseline";

    /// <summary>Name of the item by which calibration moved the log-odds.</summary>
    public const string Calibration = "calibration";
}

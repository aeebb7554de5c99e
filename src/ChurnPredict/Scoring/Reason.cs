namespace ChurnPredict.Scoring;

/// <summary>One item of the exact decomposition of a customer's delivered log-odds.</summary>
/// <param name="Feature">The feature's name, or <see cref="Baseline"/>, <see cref="Calibration"/> or <see cref="Remainder"/>.</param>
/// <param name="Value">The feature's value, NaN = missing; NaN for what is no feature.</param>
/// <param name="Contribution">Log-odds that it adds; positive = towards leaving.</param>
public readonly record struct Reason(string Feature, float Value, double Contribution)
{
    /// <summary>Name of the item that is the model's average log-odds.</summary>
    public const string Baseline = "baseline";

    /// <summary>Name of the item by which calibration moved the log-odds.</summary>
    public const string Calibration = "calibration";

    /// <summary>Name of the item that sums up the features of an answer that lists only some.</summary>
    public const string Remainder = "remainder";
}

using ChurnPredict.Value;

namespace ChurnPredict.Trainer.ValueTables;

/// <summary>How well an expectation did within the holdout.</summary>
internal sealed record ValueAccuracyRow(double Mae, double Rmse, double TotalBias, double ChurnAuc, double NormalizedGini)
{
    /// <summary>Measures an expectation.</summary>
    /// <param name="actual">What came.</param>
    /// <param name="expected">What was expected.</param>
    /// <param name="silent">Who bought nothing.</param>
    public static ValueAccuracyRow Of(double[] actual, double[] expected, bool[] silent) => new(
        ValueMeasures.MeanAbsoluteError(actual, expected),
        ValueMeasures.RootMeanSquaredError(actual, expected),
        ValueMeasures.TotalBias(actual, expected),
        ValueMeasures.AreaUnderCurve(silent, Array.ConvertAll(expected, value => -value)),
        ValueMeasures.NormalizedGini(actual, expected));
}

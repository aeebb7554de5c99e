using ChurnPredict.Learning;

namespace ChurnPredict.ModelStore;

/// <summary>The calibrations of a model folder.</summary>
/// <param name="Backtest">Of the model that was judged.</param>
/// <param name="Final">Of the model for use.</param>
/// <param name="Reactivation">Of the reactivation model; null without one.</param>
internal sealed record StoredCalibrations(
    ProbabilityCalibration Backtest, ProbabilityCalibration Final, ProbabilityCalibration? Reactivation)
{
    public void ThrowIfInvalid(string path)
    {
        if (Backtest is null || Final is null || !Backtest.IsValid() || !Final.IsValid() || Reactivation?.IsValid() == false)
            throw new InvalidModelFileException($"{path}: found a calibration that does not rise or is not finite, expected one that does");
    }
}

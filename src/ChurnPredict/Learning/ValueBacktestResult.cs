using ChurnPredict.Value;

namespace ChurnPredict.Learning;

/// <summary>What the backtest and the refit of the value model gave.</summary>
/// <param name="Backtest">Learned on windows that were over by the test snapshot; null when none was.</param>
/// <param name="Final">Learned on everything; null when no window is over.</param>
/// <param name="ByTable">Accuracy by index of the rolling origin's snapshot.</param>
/// <param name="PastRate">The naive rate on the test snapshot; null when the window is not over.</param>
internal sealed record ValueBacktestResult(
    ValueModel? Backtest, ValueModel? Final, IReadOnlyDictionary<int, ValueAccuracy> ByTable, ValueAccuracy? PastRate)
{
    public IReadOnlyDictionary<string, BaselineMetrics> WithPastRate(Dictionary<string, BaselineMetrics> baselines) =>
        ValueEvaluation.WithPastRate(baselines, PastRate);
}

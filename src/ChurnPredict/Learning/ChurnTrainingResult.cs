using ChurnPredict.Boosting;

namespace ChurnPredict.Learning;

/// <summary>What the backtest and the refit of the churn model gave.</summary>
/// <param name="Backtest">The model that was judged on the test snapshot.</param>
/// <param name="Final">The model refitted on every labelled snapshot.</param>
/// <param name="Options">The chosen options; rounds as chosen.</param>
/// <param name="Method">The chosen calibration method.</param>
/// <param name="Trials">What was tried.</param>
/// <param name="Origins">Rolling origins, oldest first; the last is the test snapshot.</param>
internal sealed record ChurnTrainingResult(
    ChurnModel Backtest,
    ChurnModel Final,
    GradientBoostingOptions Options,
    CalibrationMethod Method,
    IReadOnlyList<LearnerTrial> Trials,
    IReadOnlyList<OriginResult> Origins);

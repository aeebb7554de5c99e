namespace ChurnPredict.Learning;

/// <summary>What the backtest and the refit of the churn model gave.</summary>
/// <param name="Backtest">The model that was judged on the test snapshot.</param>
/// <param name="Final">The model refitted on every labelled snapshot and on what is known of unfinished ones.</param>
/// <param name="Chosen">Who fitted them and how.</param>
/// <param name="LibraryFiles">The final model in the files of the library that fitted it, one an averaged ensemble; empty when there are none.</param>
/// <param name="Additive">Share of the additive model in the log-odds, with the loss of each share tried.</param>
/// <param name="Method">The chosen calibration method.</param>
/// <param name="Trials">What was tried.</param>
/// <param name="Origins">Rolling origins, oldest first; the last is the test snapshot.</param>
internal sealed record ChurnTrainingResult(
    ChurnModel Backtest,
    ChurnModel Final,
    ChosenLearner Chosen,
    IReadOnlyList<byte[]> LibraryFiles,
    AdditiveChoice Additive,
    CalibrationMethod Method,
    IReadOnlyList<LearnerTrial> Trials,
    IReadOnlyList<OriginResult> Origins);

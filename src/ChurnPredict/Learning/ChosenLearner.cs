using ChurnPredict.Boosting;

namespace ChurnPredict.Learning;

/// <summary>Who fits the churn model and how, as chosen on earlier origins.</summary>
/// <param name="Learner">The learner.</param>
/// <param name="Options">Its options; rounds as chosen.</param>
/// <param name="Settings">The options in words.</param>
/// <param name="LogLoss">Mean out-of-time log-loss over the choice origins, uncalibrated; not a number when there were none.</param>
internal sealed record ChosenLearner(ITreeLearner Learner, GradientBoostingOptions Options, string Settings, double LogLoss);

namespace ChurnPredict.Learning;

/// <summary>One set of learner options that was tried.</summary>
/// <param name="Options">The options in words.</param>
/// <param name="Rounds">Rounds at which its loss was lowest.</param>
/// <param name="LogLoss">Mean out-of-time log-loss over the choice origins, uncalibrated.</param>
public sealed record LearnerTrial(string Options, int Rounds, double LogLoss);

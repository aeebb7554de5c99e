namespace ChurnPredict.Boosting;

/// <summary>A learner that finds its own settings by trial within a time.</summary>
public interface ITunableTreeLearner : ITreeLearner
{
    /// <summary>Tries settings; the learner itself stays as it is.</summary>
    /// <param name="objective">For which loss; settings that were found for others are kept.</param>
    /// <param name="training">Rows that trials are fitted to.</param>
    /// <param name="validation">Later rows that trials are judged on.</param>
    /// <param name="budget">Time for the trials, above zero.</param>
    /// <param name="seed">Source of every random draw; how many trials fit into the time still depends on the machine.</param>
    /// <param name="cancellationToken">Stops the trials.</param>
    /// <returns>A learner that fits with the best settings, and what they are, in words.</returns>
    (ITreeLearner Learner, string Settings) Tune(
        IObjective objective, TrainingData training, TrainingData validation, TimeSpan budget, int seed, CancellationToken cancellationToken = default);
}

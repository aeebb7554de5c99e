using ChurnPredict.Boosting;

namespace ChurnPredict.Learning;

/// <summary>Tells how far a learner is within one stage of training.</summary>
internal sealed class StageShare(IProgress<TrainingProgress>? progress, string stage, int part, int parts) : IProgress<BoostingProgress>
{
    public void Report(BoostingProgress value) =>
        progress?.Report(new TrainingProgress(stage, (part + ((double)value.Round / value.Rounds)) / parts));
}

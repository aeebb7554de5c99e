using ChurnPredict.Boosting;

namespace ChurnPredict.Learning;

/// <summary>Tells how far a learner is as the share of one stage of training.</summary>
internal sealed class StageShare(IProgress<TrainingProgress>? progress, string stage, long rows) : IProgress<BoostingProgress>
{
    public void Report(BoostingProgress value) => progress?.Report(new TrainingProgress(stage, (double)value.Round / value.Rounds, rows * value.Rounds));
}

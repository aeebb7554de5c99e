using ChurnPredict.Boosting;

namespace ChurnPredict.MLNet;

/// <summary>The learner that chooses its own settings, where the build has the package for it.</summary>
internal static class SelfTuningLearner
{
    public static ITreeLearner? Find() => new AutoMlLearner();
}

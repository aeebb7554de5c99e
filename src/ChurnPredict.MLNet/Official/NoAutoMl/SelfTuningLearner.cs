using ChurnPredict.Boosting;

namespace ChurnPredict.MLNet;

/// <summary>The learner that chooses its own settings: none, as the build leaves AutoML's package out.</summary>
internal static class SelfTuningLearner
{
    public static ITreeLearner? Find() => null;
}

using ChurnPredict.Boosting;

namespace ChurnPredict.MLNet;

/// <summary>ML.NET's learners.</summary>
public static class MLNetLearners
{
    /// <summary>Learners that fit with given options, for comparisons.</summary>
    public static IReadOnlyList<ITreeLearner> BuiltIn { get; } =
    [
        new MLNetLearner(MLNetLearnerNames.FastTree, new FastTreeTrainers()),
        new MLNetLearner(MLNetLearnerNames.FastForest, new FastForestTrainers()),
        new MLNetLearner(MLNetLearnerNames.LightGbm, new LightGbmTrainers()),
    ];

    /// <summary>The learner of a name of <see cref="MLNetLearnerNames"/>.</summary>
    /// <param name="name">The name.</param>
    /// <returns>null when no learner has the name, and for AutoML where the build leaves its package out.</returns>
    public static ITreeLearner? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name == MLNetLearnerNames.AutoMl ? SelfTuningLearner.Find() : BuiltIn.FirstOrDefault(learner => learner.Name == name);
    }

    /// <summary>What stands in a learner's way here: packages hold native libraries for some platforms only.</summary>
    /// <param name="name">A name of <see cref="MLNetLearnerNames"/>.</param>
    /// <returns>The native library that it needs and that cannot be loaded; null when nothing is missing.</returns>
    public static string? MissingLibrary(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name == MLNetLearnerNames.AutoMl ? NativeLibraries.MissingForFastTree
            : BuiltIn.OfType<MLNetLearner>().FirstOrDefault(learner => learner.Name == name)?.MissingLibrary;
    }
}

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
    /// <returns>null when no learner has the name.</returns>
    public static ITreeLearner? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name == MLNetLearnerNames.AutoMl ? new AutoMlLearner() : BuiltIn.FirstOrDefault(learner => learner.Name == name);
    }
}

using ChurnPredict.Boosting;

namespace ChurnPredict.MLNet;

/// <summary>ML.NET's learners: none on this package stack.</summary>
public static class MLNetLearners
{
    /// <summary>Learners that fit with given options, for comparisons; empty on this package stack.</summary>
    public static IReadOnlyList<ITreeLearner> BuiltIn { get; } = [];

    /// <summary>The learner of a name of <see cref="MLNetLearnerNames"/>.</summary>
    /// <param name="name">The name.</param>
    /// <returns>null on this package stack.</returns>
    public static ITreeLearner? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return null;
    }

    /// <summary>What stands in a learner's way here.</summary>
    /// <param name="name">A name of <see cref="MLNetLearnerNames"/>.</param>
    /// <returns>null: on this package stack nothing needs a native library.</returns>
    public static string? MissingLibrary(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return null;
    }
}

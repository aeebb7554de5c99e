namespace ChurnPredict.MLNet;

/// <summary>The names by which a command line asks for ML.NET's learners; the same on both package stacks.</summary>
public static class MLNetLearnerNames
{
    /// <summary>FastTree: boosted trees; amounts by FastTreeTweedie.</summary>
    public const string FastTree = "mlnet-fasttree";

    /// <summary>FastForest: averaged trees; amounts by FastTreeTweedie.</summary>
    public const string FastForest = "mlnet-fastforest";

    /// <summary>LightGBM; amounts by FastTreeTweedie.</summary>
    public const string LightGbm = "mlnet-lightgbm";

    /// <summary>AutoML: whichever of the three, and with which settings, does best on later rows within a time.</summary>
    public const string AutoMl = "mlnet-automl";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [FastTree, FastForest, LightGbm, AutoMl];
}

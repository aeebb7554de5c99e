namespace ChurnPredict.Boosting;

/// <summary>How to grow an ensemble. Immutable; checked when a <see cref="GradientBoosting"/> is made from it.</summary>
public sealed record GradientBoostingOptions
{
    /// <summary>The loss to reduce.</summary>
    public IObjective Objective { get; init; } = new LogisticObjective();

    /// <summary>Trees to grow, ≥ 1; fewer when early stopping ends the learning.</summary>
    public int Rounds { get; init; } = 300;

    /// <summary>Share of a tree's correction that is added, in (0, 1].</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>Leaves a tree, ≥ 2.</summary>
    public int MaximumLeaves { get; init; } = 31;

    /// <summary>Splits from root to leaf, ≥ 1; null means that only the leaves limit a tree.</summary>
    public int? MaximumDepth { get; init; }

    /// <summary>Rows a leaf holds at least, ≥ 1; counted exactly, whatever their weights.</summary>
    public int MinimumLeafRows { get; init; } = 20;

    /// <summary>Sum of hessians a leaf holds at least, ≥ 0.</summary>
    public double MinimumLeafHessian { get; init; } = 1e-3;

    /// <summary>Penalty on the absolute leaf value, ≥ 0.</summary>
    public double L1 { get; init; }

    /// <summary>Penalty on the squared leaf value, ≥ 0.</summary>
    public double L2 { get; init; } = 1;

    /// <summary>Loss that a split removes at least, ≥ 0.</summary>
    public double MinimumGain { get; init; }

    /// <summary>Further L2 penalty on splits over more than four categories, which overfit more easily; ≥ 0.</summary>
    public double CategoryL2 { get; init; } = 10;

    /// <summary>
    /// Hessian added to each category's when categories are put in order, so that rare ones stay in the middle; ≥ 0.
    /// </summary>
    public double CategorySmoothing { get; init; } = 10;

    /// <summary>Categories that one split may single out, ≥ 1.</summary>
    public int MaximumSplitCategories { get; init; } = 32;

    /// <summary>Bins a feature's values are put into, 2 to 255; missing values have one more of their own.</summary>
    public int MaximumBins { get; init; } = 255;

    /// <summary>Which rows each tree is grown on.</summary>
    public RowSampling RowSampling { get; init; } = RowSampling.None;

    /// <summary>Share of the features that each tree may use, in (0, 1]; at least one.</summary>
    public double FeatureFraction { get; init; } = 1;

    /// <summary>Which leaf is split next.</summary>
    public TreeGrowth Growth { get; init; } = TreeGrowth.LeafWise;

    /// <summary>
    /// Rounds without a better validation loss after which learning ends, ≥ 1; null means never. Needs validation rows.
    /// </summary>
    public int? EarlyStoppingRounds { get; init; }

    /// <summary>Source of every random draw.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Threads to learn with, ≥ 1; null means one a processor. The ensemble does not depend on it.</summary>
    public int? ThreadCount { get; init; }

    /// <summary>Order of the sums in a leaf; null means that a short trial finds the faster one. The ensemble does not depend on it.</summary>
    internal HistogramLayout? HistogramLayout { get; init; }

    /// <exception cref="ArgumentException">An option is out of range; the message names it, its value and the range.</exception>
    internal void ThrowIfInvalid()
    {
        ArgumentNullException.ThrowIfNull(Objective);
        ArgumentNullException.ThrowIfNull(RowSampling);
        Require(Rounds >= 1, nameof(Rounds), Rounds, "at least 1");
        Require(LearningRate is > 0 and <= 1, nameof(LearningRate), LearningRate, "a rate in (0, 1]");
        Require(MaximumLeaves >= 2, nameof(MaximumLeaves), MaximumLeaves, "at least 2");
        Require(MaximumDepth is null or >= 1, nameof(MaximumDepth), MaximumDepth, "at least 1");
        Require(MinimumLeafRows >= 1, nameof(MinimumLeafRows), MinimumLeafRows, "at least 1");
        RequireFiniteNotNegative(MinimumLeafHessian, nameof(MinimumLeafHessian));
        RequireFiniteNotNegative(L1, nameof(L1));
        RequireFiniteNotNegative(L2, nameof(L2));
        RequireFiniteNotNegative(MinimumGain, nameof(MinimumGain));
        RequireFiniteNotNegative(CategoryL2, nameof(CategoryL2));
        RequireFiniteNotNegative(CategorySmoothing, nameof(CategorySmoothing));
        Require(MaximumSplitCategories >= 1, nameof(MaximumSplitCategories), MaximumSplitCategories, "at least 1");
        Require(MaximumBins is >= 2 and <= 255, nameof(MaximumBins), MaximumBins, "2 to 255");
        Require(FeatureFraction is > 0 and <= 1, nameof(FeatureFraction), FeatureFraction, "a share in (0, 1]");
        Require(Enum.IsDefined(Growth), nameof(Growth), Growth, "a defined growth");
        Require(EarlyStoppingRounds is null or >= 1, nameof(EarlyStoppingRounds), EarlyStoppingRounds, "at least 1");
        Require(ThreadCount is null or >= 1, nameof(ThreadCount), ThreadCount, "at least 1");
    }

    private static void RequireFiniteNotNegative(double value, string name) =>
        Require(double.IsFinite(value) && value >= 0, name, value, "a finite number, at least 0");

    private static void Require(bool holds, string name, object? found, string expected)
    {
        if (!holds) throw new ArgumentException($"{name} is {found}; expected {expected}");
    }
}

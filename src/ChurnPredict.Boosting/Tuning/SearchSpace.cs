namespace ChurnPredict.Boosting;

/// <summary>Draws options to try.</summary>
public static class SearchSpace
{
    /// <summary>
    /// Options around a starting point, which comes first: learning rate, leaves, leaf rows, penalties, row and feature sampling
    /// drawn over the ranges in which boosted trees are usually good on tables of customers.
    /// </summary>
    /// <param name="start">What is kept of every candidate: objective, bins, growth, threads, early stopping, seed.</param>
    /// <param name="count">Candidates, the starting point among them, ≥ 1.</param>
    /// <param name="seed">Source of the draws; the same seed gives the same candidates, a longer list starts with the shorter
    /// one.</param>
    public static IReadOnlyList<GradientBoostingOptions> Draw(GradientBoostingOptions start, int count, int seed)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var random = new Random(seed);
        var candidates = new List<GradientBoostingOptions> { start };
        while (candidates.Count < count) candidates.Add(DrawOne(start, random));
        return candidates;
    }

    private static GradientBoostingOptions DrawOne(GradientBoostingOptions start, Random random) => start with
    {
        LearningRate = Logarithmic(random, 0.02, 0.2),
        MaximumLeaves = (int)Math.Round(Logarithmic(random, 4, 64)),
        MinimumLeafRows = (int)Math.Round(Logarithmic(random, 5, 200)),
        L2 = Logarithmic(random, 0.1, 100),
        L1 = random.NextDouble() < 0.5 ? 0 : Logarithmic(random, 0.01, 10),
        FeatureFraction = 0.3 + 0.7 * random.NextDouble(),
        RowSampling = random.NextDouble() < 0.3 ? RowSampling.None : RowSampling.Plain(0.5 + 0.45 * random.NextDouble()),
    };

    private static double Logarithmic(Random random, double low, double high) => low * Math.Pow(high / low, random.NextDouble());
}

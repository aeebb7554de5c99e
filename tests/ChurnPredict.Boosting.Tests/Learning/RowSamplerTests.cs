namespace ChurnPredict.Boosting.Tests;

public sealed class RowSamplerTests
{
    private const int RowCount = 20_000;

    [Fact]
    public void ChooseRows_GradientBased_TakesEveryLargeGradientAndAShareOfTheOthers()
    {
        var gradients = Gradients(1);
        var (taken, _, _) = Choose(RowSampling.GradientBased(0.2, 0.1), gradients);
        var smallestLarge = gradients.Select(MathF.Abs).OrderDescending().ElementAt(RowCount / 5 - 1);
        Assert.Subset(taken.ToHashSet(), Enumerable.Range(0, RowCount).Where(row => MathF.Abs(gradients[row]) >= smallestLarge).ToHashSet());
        Assert.InRange(taken.Length, 0.29 * RowCount, 0.31 * RowCount);
        Assert.Equal(taken.Order(), taken);
    }

    [Fact]
    public void ChooseRows_GradientBased_SumsAreThoseOfAllRowsOnAverage()
    {
        var gradients = Gradients(2);
        var (sumOfSizes, hessians) = (0.0, 0.0);
        for (var round = 0; round < 50; round++)
        {
            var (taken, weighted, weightedHessians) = Choose(RowSampling.GradientBased(0.2, 0.1), gradients, round);
            sumOfSizes += taken.Sum(row => (double)MathF.Abs(weighted[row])) / 50;
            hessians += taken.Sum(row => (double)weightedHessians[row]) / 50;
        }

        Assert.Equal(1, sumOfSizes / gradients.Sum(gradient => (double)MathF.Abs(gradient)), 0.01);
        Assert.Equal(1, hessians / RowCount, 0.01);
    }

    [Theory]
    [InlineData(0.7, 0, 1)]
    [InlineData(0.5, 41, 9)]
    [InlineData(1.0 / 3, 7, -5)]
    public void ChooseRows_Plain_TakesTheRowsWhoseDrawIsBelowTheShareAndReweighsNone(double share, int round, int seed)
    {
        var gradients = Gradients(5);
        var (taken, weighted, _) = Choose(RowSampling.Plain(share), gradients, round, seed);
        Assert.Equal(Enumerable.Range(0, RowCount).Where(row => Draw(row) < share), taken);
        Assert.Equal(gradients, weighted);

        double Draw(int row) => (Mix(unchecked(Mix(0x9E3779B97F4A7C15 ^ (uint)seed) + ((ulong)(uint)round << 32) + (uint)row)) >> 11) / (double)(1UL << 53);
    }

    [Fact]
    public void ChooseRows_OtherRoundOrSeed_TakesOtherRows()
    {
        var gradients = Gradients(3);
        var first = Choose(RowSampling.Plain(0.5), gradients).Rows;
        Assert.Equal(first, Choose(RowSampling.Plain(0.5), gradients).Rows);
        Assert.NotEqual(first, Choose(RowSampling.Plain(0.5), gradients, round: 1).Rows);
        Assert.NotEqual(first, Choose(RowSampling.Plain(0.5), gradients, seed: 2).Rows);
    }

    [Fact]
    public void ChooseRows_ChanceNearZero_TakesOneRowAtLeast() => Assert.Single(Choose(RowSampling.Plain(1e-12), Gradients(4)).Rows);

    [Fact]
    public void ChooseFeatures_EveryRound_TakesTheShareAndInTimeAllOfThem()
    {
        var sampler = new RowSampler(new GradientBoostingOptions { FeatureFraction = 0.25 });
        var chosen = Enumerable.Range(0, 60).Select(round => sampler.ChooseFeatures(round, 20)).ToArray();
        Assert.All(chosen, features => Assert.Equal(5, features.Length));
        Assert.All(chosen, features => Assert.Equal(features.Order(), features));
        Assert.Equal(Enumerable.Range(0, 20), chosen.SelectMany(features => features).Distinct().Order());
    }

    private static (int[] Rows, float[] Gradients, float[] Hessians) Choose(RowSampling sampling, float[] gradients, int round = 0, int seed = 1)
    {
        var (weighted, hessians, rows) = (gradients.ToArray(), new float[gradients.Length], new int[gradients.Length]);
        Array.Fill(hessians, 1);
        var count = new RowSampler(new GradientBoostingOptions { RowSampling = sampling, Seed = seed }).ChooseRows(round, weighted, hessians, rows);
        return (rows[..count], weighted, hessians);
    }

    private static float[] Gradients(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, RowCount).Select(_ => (float)((random.NextDouble() - 0.5) * random.NextDouble()))];
    }

    /// <summary>The finaliser of SplitMix64.</summary>
    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }
}

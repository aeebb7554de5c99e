using ChurnPredict.Labels;

namespace ChurnPredict.Tests.Labels;

public sealed class SnapshotSampleTests
{
    private static readonly DateOnly Date = new(2025, 3, 1);
    private static readonly int[] Population = [.. Enumerable.Range(0, 100_000).Where(customer => customer % 3 != 0)];

    [Theory]
    [InlineData(null)]
    [InlineData(66_666)]
    [InlineData(100_000)]
    public void Choose_PopulationNotLargerThanAllowed_IsWhole(int? mostRows) =>
        Assert.Same(Population, SnapshotSample.Choose(Population, mostRows, 1, Date));

    [Fact]
    public void Choose_LargePopulation_IsAboutAsManyRisingAndNotRepeated()
    {
        var chosen = SnapshotSample.Choose(Population, 20_000, 1, Date);
        Assert.InRange(chosen.Length, 19_500, 20_500);
        Assert.Equal(chosen.Order().Distinct(), chosen);
        Assert.Empty(chosen.Except(Population));
    }

    [Fact]
    public void Choose_LargePopulation_IsEverywhereAlike()
    {
        var tenths = SnapshotSample.Choose(Population, 20_000, 1, Date).CountBy(customer => customer / 10_000).ToDictionary();
        Assert.Equal(10, tenths.Count);
        Assert.All(tenths.Values, count => Assert.InRange(count, 1_850, 2_150));
    }

    [Fact]
    public void Choose_OtherSeedOrDate_IsAnotherSampleAndTheSameTwice()
    {
        var chosen = SnapshotSample.Choose(Population, 20_000, 1, Date);
        Assert.Equal(chosen, SnapshotSample.Choose(Population, 20_000, 1, Date));
        foreach (var other in new[] { SnapshotSample.Choose(Population, 20_000, 2, Date), SnapshotSample.Choose(Population, 20_000, 1, Date.AddDays(90)) })
            Assert.InRange(chosen.Intersect(other).Count(), 5_500, 6_500);
    }
}

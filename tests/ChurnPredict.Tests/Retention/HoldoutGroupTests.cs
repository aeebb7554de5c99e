using System.Text;
using ChurnPredict.Retention;

namespace ChurnPredict.Tests.Retention;

public class HoldoutGroupTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.05)]
    [InlineData(0.5)]
    [InlineData(1.0)]
    public void Contains_OfManyCustomers_IsTheShare(double share)
    {
        var group = new HoldoutGroup("test", share);

        var count = Ids().Count(id => group.Contains(id));

        Assert.InRange(count, (share * 20_000) - 300, (share * 20_000) + 300);
    }

    [Fact]
    public void Contains_InGroupsOfOtherNames_IsIndependent()
    {
        var (first, second) = (new HoldoutGroup("one", 0.5), new HoldoutGroup("two", 0.5));

        Assert.InRange(Ids().Count(id => first.Contains(id) && second.Contains(id)), 4_700, 5_300);
    }

    [Fact]
    public void Contains_OfAKnownId_NeverChangesBetweenVersions()
    {
        var group = new HoldoutGroup("holdout-1", 0.05);

        Assert.Equal(
            ["9", "23", "35", "56"],
            Enumerable.Range(0, 60).Select(number => number.ToString()).Where(id => group.Contains(Encoding.UTF8.GetBytes(id))));
    }

    private static IEnumerable<byte[]> Ids() => Enumerable.Range(0, 20_000).Select(number => Encoding.UTF8.GetBytes($"{number}"));
}

namespace ChurnPredict.Boosting.Tests;

public sealed class ContributionGroupsTests
{
    [Fact]
    public void Sum_FeaturesOfOneGroup_AreAddedUp()
    {
        var groups = new ContributionGroups([0, 1, 0, 2]);
        var grouped = new double[3];
        groups.Sum([1, 2, 4, 8], grouped);
        Assert.Equal([5, 2, 8], grouped);
    }

    [Fact]
    public void Sum_OtherLengths_Throws()
    {
        var groups = new ContributionGroups([0, 1]);
        Assert.Throws<ArgumentException>(() => groups.Sum([1], new double[2]));
        Assert.Throws<ArgumentException>(() => groups.Sum([1, 2], new double[1]));
    }
}

namespace ChurnPredict.Boosting.Tests;

public sealed class RowScorerTests
{
    [Theory]
    [InlineData(6, 16, 31, 40)]
    [InlineData(6, 47, 32, 40)]
    [InlineData(6, 17, 1, 40)]
    [InlineData(6, 33, 2, 40)]
    [InlineData(6, 20, 33, 40)]
    [InlineData(6, 20, 300, 2000)]
    [InlineData(40, 60, 31, 300)]
    [InlineData(100, 150, 31, 300)]
    [InlineData(300, 150, 31, 300)]
    public void RawScore_AnySizeOfForest_GivesTheBitsOfPlainWalks(int featureCount, int treeCount, int leafCount, int thresholdCount)
    {
        var ensemble = RandomTrees.Ensemble(treeCount, featureCount, treeCount, leafCount, 2, thresholdCount);
        var rows = RandomTrees.Rows(ensemble, 300, 2);
        for (var row = 0; row < rows.RowCount; row++)
        {
            Assert.Equal(
                BitConverter.DoubleToInt64Bits(ensemble.RawScorePlain(rows.Row(row))),
                BitConverter.DoubleToInt64Bits(ensemble.RawScore(rows.Row(row))));
        }
    }

    [Fact]
    public void RowForest_LayoutsOfMoreThan256Slots_AreLookedUpInMemory()
    {
        var (narrow, wide) = (new RowForest(RandomTrees.Ensemble(1, 60, 60, 31).Forest), new RowForest(RandomTrees.Ensemble(1, 300, 150, 31).Forest));
        Assert.True(narrow.IsUsable && wide.IsUsable);
        Assert.False(narrow.IsWide);
        Assert.True(wide.IsWide);
    }

    [Fact]
    public void RowForest_TreesOfMixedSizes_AreGroupedInOrder()
    {
        var small = RandomTrees.Ensemble(1, treeCount: 18);
        var large = RandomTrees.Ensemble(2, treeCount: 1, leafCount: 40);
        var trees = small.Trees.Concat(large.Trees).Concat(small.Trees).ToArray();
        var groups = new RowForest(new TreeEnsemble(small.Features, trees, 0, LinkFunction.Identity).Forest).Groups;
        Assert.Equal([(0, 16), (16, 2), (18, 1), (19, 16), (35, 2)], groups.Select(group => (group.FirstTree, group.TreeCount)));
        Assert.Equal([false, false, true, false, false], groups.Select(group => group.IsWalked));
    }
}

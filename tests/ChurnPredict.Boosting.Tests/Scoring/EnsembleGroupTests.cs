namespace ChurnPredict.Boosting.Tests;

public sealed class EnsembleGroupTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(31)]
    [InlineData(64)]
    [InlineData(65)]
    public void RawScores_SeveralEnsembles_AreTheBitsOfEach(int leafCount)
    {
        TreeEnsemble[] ensembles =
            [.. Enumerable.Range(1, 3).Select(seed => RandomTrees.Ensemble(seed, featureCount: 9, treeCount: 20 * seed, leafCount: leafCount, categoricalFeatures: 2))];
        var group = new EnsembleGroup([.. ensembles.Select(ensemble => new GroupMember(ensemble))], 9);
        var rows = RandomTrees.Rows(ensembles[0], 300, 2);
        var scores = new double[3];
        for (var row = 0; row < rows.RowCount; row++)
        {
            group.RawScores(rows.Row(row), scores);
            Assert.Equal(ensembles.Select(ensemble => Bits(ensemble.RawScorePlain(rows.Row(row)))), scores.Select(Bits));
        }
    }

    [Theory]
    [InlineData(16)]
    [InlineData(70)]
    public void RawScores_EnsembleWithALastFeature_GivesTheScoreOfEachOfItsValues(int leafCount)
    {
        var (plain, hazard) = (RandomTrees.Ensemble(1, featureCount: 5), RandomTrees.Ensemble(2, featureCount: 6, treeCount: 40, leafCount: leafCount));
        var group = new EnsembleGroup([new GroupMember(plain), new GroupMember(hazard, LastValues: 7), new GroupMember(plain)], 5);
        var rows = RandomTrees.Rows(plain, 200, 3);
        var scores = new double[9];
        for (var row = 0; row < rows.RowCount; row++)
        {
            group.RawScores(rows.Row(row), scores);
            var features = rows.Row(row).ToArray();
            var single = plain.RawScorePlain(features);
            double[] expected = [single, .. Enumerable.Range(0, 7).Select(value => hazard.RawScorePlain([.. features, value])), single];
            Assert.Equal(expected.Select(Bits), scores.Select(Bits));
        }
    }

    [Fact]
    public void EnsembleGroup_EnsembleOfOtherFeatures_IsRefused()
    {
        var ensemble = RandomTrees.Ensemble(1, featureCount: 5);
        Assert.Throws<ArgumentException>(() => new EnsembleGroup([new GroupMember(ensemble)], 6));
        Assert.Throws<ArgumentException>(() => new EnsembleGroup([new GroupMember(ensemble, LastValues: 3)], 5));
    }

    [Fact]
    public void RawScores_RowOrScoresOfAnotherLength_AreRefused()
    {
        var group = new EnsembleGroup([new GroupMember(RandomTrees.Ensemble(1, featureCount: 5))], 5);
        Assert.Throws<ArgumentException>(() => group.RawScores(new float[6], new double[1]));
        Assert.Throws<ArgumentException>(() => group.RawScores(new float[5], new double[2]));
    }

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
}

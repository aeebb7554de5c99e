namespace ChurnPredict.Boosting.Tests;

public sealed class TreeEnsembleFileTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 3)]
    public void Read_WhatWasWritten_IsTheSameEnsembleAndTheSameBytes(int seed, int categorical)
    {
        var ensemble = RandomTrees.Ensemble(seed, categoricalFeatures: categorical);
        var bytes = Bytes(ensemble);
        var back = TreeEnsembleFile.Read(new MemoryStream(bytes), "model");
        Assert.Equal(ensemble.Features, back.Features);
        Assert.Equal(ensemble.BaseScore, back.BaseScore);
        Assert.Equal(ensemble.Trees.SelectMany(tree => tree.Nodes), back.Trees.SelectMany(tree => tree.Nodes));
        Assert.Equal(bytes, Bytes(back));
    }

    [Fact]
    public void Read_AnyBitFlipped_IsRefused()
    {
        var bytes = Bytes(RandomTrees.Ensemble(3, treeCount: 1, leafCount: 4));
        for (var index = 0; index < bytes.Length; index++)
        {
            bytes[index] ^= 4;
            Assert.Throws<InvalidTreeEnsembleException>(() => TreeEnsembleFile.Read(new MemoryStream(bytes), "model"));
            bytes[index] ^= 4;
        }
    }

    private static byte[] Bytes(TreeEnsemble ensemble)
    {
        using var stream = new MemoryStream();
        TreeEnsembleFile.Write(ensemble, stream);
        return stream.ToArray();
    }
}

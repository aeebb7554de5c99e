using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ChurnPredict.Boosting.Tests;

public sealed class HostileFileTests
{
    private const int HashLength = 32;

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    [InlineData(0x7FC00000)] // NaN
    public void Read_AnyFieldOverwrittenAndHashedAgain_IsRefusedOrStillScores(int lie)
    {
        var bytes = Bytes(RandomTrees.Ensemble(3, 3, 2, 5, 1));
        for (var place = 8; place + sizeof(int) <= bytes.Length - HashLength; place++)
        {
            var changed = bytes.ToArray();
            BinaryPrimitives.WriteInt32LittleEndian(changed.AsSpan(place), lie);
            AssertHarmless(Hashed(changed));
        }
    }

    [Fact]
    public void Read_TruncatedAnywhereAndHashedAgain_IsRefused()
    {
        var bytes = Bytes(RandomTrees.Ensemble(3, 3, 2, 5, 1));
        for (var length = 0; length < bytes.Length - HashLength; length++)
            Assert.Throws<InvalidTreeEnsembleException>(() => Read(Hashed([.. bytes[..length], .. new byte[HashLength]])));
    }

    [Fact]
    public void Read_UnknownSectionBehind_IsSkipped()
    {
        var bytes = Bytes(RandomTrees.Ensemble(3));
        var section = new byte[4 + 8 + 3];
        (section[0], section[4]) = (9, 3);
        byte[] longer = [.. bytes[..^HashLength], .. section, .. new byte[HashLength]];
        Assert.Equal(20, Read(Hashed(longer)).Trees.Count);
    }

    [Fact]
    public void Read_OtherVersion_SaysWhatWasFoundAndExpected()
    {
        var bytes = Bytes(RandomTrees.Ensemble(3));
        bytes[8] = 2;
        var exception = Assert.Throws<InvalidTreeEnsembleException>(() => Read(Hashed(bytes)));
        Assert.Equal(("version 2", "version 1", "model, header"), (exception.Found, exception.Expected, exception.Where));
    }

    [Theory]
    [InlineData("\"left_children\":[1,-1,-1]", "\"left_children\":[1,0,-1]")]
    [InlineData("\"left_children\":[1,-1,-1]", "\"left_children\":[3,-1,-1]")]
    [InlineData("\"left_children\":[1,-1,-1]", "\"left_children\":[0,-1,-1]")]
    [InlineData("\"left_children\":[1,-1,-1]", "\"left_children\":[1,-1]")]
    [InlineData("\"left_children\":[1,-1,-1]", "\"left_children\":[2,-1,-1]")]
    [InlineData("\"left_children\":[1,-1,-1]", "\"left_children\":[1.5,-1,-1]")]
    [InlineData("\"left_children\":[1,-1,-1]", "\"left_children\":[1e99,-1,-1]")]
    [InlineData("\"left_children\":[1,-1,-1]", "\"left_children\":[]")]
    [InlineData("\"left_children\":[1,-1,-1]", "\"left_children\":{}")]
    [InlineData("\"split_indices\":[0,0,0]", "\"split_indices\":[2,0,0]")]
    [InlineData("\"split_indices\":[0,0,0]", "\"split_indices\":[-1,0,0]")]
    [InlineData("\"split_conditions\":[5E-1,", "\"split_conditions\":[NaN,")]
    [InlineData("\"split_conditions\":[5E-1,", "\"split_conditions\":[\"x\",")]
    [InlineData("1E0,2E0]", "1E0,NaN]")]
    [InlineData("1E0,2E0]", "1E0,Infinity]")]
    [InlineData("\"num_feature\":\"2\"", "\"num_feature\":\"2000000000\"")]
    [InlineData("\"num_feature\":\"2\"", "\"num_feature\":\"3\"")]
    [InlineData("\"num_feature\":\"2\"", "\"num_feature\":\"NaN\"")]
    [InlineData("\"num_class\":\"0\"", "\"num_class\":\"3\"")]
    [InlineData("\"name\":\"binary:logistic\"", "\"name\":\"rank:pairwise\"")]
    [InlineData("\"name\":\"gbtree\"", "\"name\":\"gblinear\"")]
    [InlineData("\"base_score\":\"0.5\"", "\"base_score\":\"1\"")]
    [InlineData("\"base_score\":\"0.5\"", "\"base_score\":\"\\ud800\"")]
    [InlineData("\"tree_info\":[0]", "\"tree_info\":[1]")]
    [InlineData("\"categories_nodes\":[]", "\"categories_nodes\":[0]")]
    [InlineData("\"learner\"", "\"teacher\"")]
    public void ReadXGBoost_HostileDocument_IsRefused(string field, string replacement)
    {
        var text = XGBoostStump();
        Assert.Contains(field, text, StringComparison.Ordinal);
        var hostile = Encoding.UTF8.GetBytes(text.Replace(field, replacement, StringComparison.Ordinal));
        var exception = Assert.Throws<InvalidTreeEnsembleException>(() => XGBoostJson.Read(new MemoryStream(hostile), "model.json"));
        Assert.Contains("model.json", exception.Where, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadXGBoost_TruncatedAnywhere_IsRefused()
    {
        var bytes = Encoding.UTF8.GetBytes(XGBoostStump());
        for (var length = 0; length < bytes.Length; length++)
            Assert.Throws<InvalidTreeEnsembleException>(() => XGBoostJson.Read(new MemoryStream(bytes, 0, length), "model.json"));
    }

    private static string XGBoostStump()
    {
        var tree = new DecisionTree([new TreeNode(0, MathF.BitDecrement(0.5f), true, ~0, ~1, 2)], [new TreeLeaf(1, 1), new TreeLeaf(2, 1)]);
        using var stream = new MemoryStream();
        XGBoostJson.Write(new TreeEnsemble([new FeatureColumn("a"), new FeatureColumn("b")], [tree], 0, LinkFunction.Logistic), stream);
        return Encoding.UTF8.GetString(stream.ToArray()).Replace("0.5E0", "5E-1", StringComparison.Ordinal);
    }

    private static void AssertHarmless(byte[] bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            var ensemble = Read(bytes);
            var rows = new FeatureMatrix([0, 1, 2, float.NaN, -1, 1e9f], 2, 3);
            ensemble.RawScoreBatch(rows, new double[2]);
            ensemble.RawScore(rows.Row(0));
        }
        catch (InvalidTreeEnsembleException)
        {
            // The other good answer.
        }

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 5_000_000, "a small file made a large allocation");
    }

    private static TreeEnsemble Read(byte[] bytes) => TreeEnsembleFile.Read(new MemoryStream(bytes), "model");

    private static byte[] Hashed(byte[] bytes)
    {
        SHA256.HashData(bytes.AsSpan(..^HashLength)).CopyTo(bytes.AsSpan(^HashLength..));
        return bytes;
    }

    private static byte[] Bytes(TreeEnsemble ensemble)
    {
        using var stream = new MemoryStream();
        TreeEnsembleFile.Write(ensemble, stream);
        return stream.ToArray();
    }
}

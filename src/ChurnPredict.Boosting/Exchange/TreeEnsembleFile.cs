using System.Security.Cryptography;
using System.Text;

namespace ChurnPredict.Boosting;

/// <summary>
/// Our own file of a tree ensemble: exact, compact, the same bytes for the same ensemble.
/// </summary>
/// <remarks>
/// All numbers are little-endian, floats are IEEE 754.
/// <list type="table">
/// <item><term>8 bytes</term><description><c>CPTREES</c> and a zero byte</description></item>
/// <item><term>uint32</term><description>version, 1</description></item>
/// <item><term>sections</term><description>each a uint32 id, an int64 length, and that many bytes; in this order:</description></item>
/// <item><term>1 score</term><description>float64 base score, uint8 link (0 identity, 1 logistic, 2 exponential)</description></item>
/// <item><term>2 features</term><description>int32 count; each: uint8 categorical (0 or 1), int8 monotone (−1, 0, 1),
/// int32 length of the name in bytes, the name in UTF-8</description></item>
/// <item><term>3 trees</term><description>int32 count; each: int32 nodes, int32 category words; each node: int32 feature,
/// float32 threshold, uint8 missing goes left (0 or 1), int32 left, int32 right, float64 cover, float64 gain, int32 first
/// category word, int32 category words; each leaf (one more than nodes): float64 value, float64 cover; each category word:
/// uint64</description></item>
/// <item><term>32 bytes</term><description>SHA-256 of everything before</description></item>
/// </list>
/// To add a field, add a section with a new id behind these: readers skip ids they do not know. A change of what a section
/// above holds needs a new version, which older readers refuse.
/// </remarks>
public static class TreeEnsembleFile
{
    internal const uint Version = 1;
    internal const int HashLength = 32;
    internal const uint ScoreSection = 1;
    internal const uint FeaturesSection = 2;
    internal const uint TreesSection = 3;

    internal static ReadOnlySpan<byte> Magic => "CPTREES\0"u8;

    /// <summary>Writes an ensemble.</summary>
    /// <param name="ensemble">The ensemble.</param>
    /// <param name="stream">Where to; left open.</param>
    public static void Write(TreeEnsemble ensemble, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(ensemble);
        ArgumentNullException.ThrowIfNull(stream);
        using var contents = new MemoryStream();
        using (var writer = new BinaryWriter(contents, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Magic);
            writer.Write(Version);
            WriteSection(writer, ScoreSection, section => WriteScore(section, ensemble));
            WriteSection(writer, FeaturesSection, section => WriteFeatures(section, ensemble));
            WriteSection(writer, TreesSection, section => WriteTrees(section, ensemble));
        }

        var bytes = contents.GetBuffer().AsSpan(0, (int)contents.Length);
        stream.Write(bytes);
        stream.Write(SHA256.HashData(bytes));
    }

    /// <summary>Reads an ensemble back.</summary>
    /// <param name="stream">Read to its end; left open.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="InvalidTreeEnsembleException">The bytes are not those of an ensemble, whole and unchanged.</exception>
    public static TreeEnsemble Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        using var contents = new MemoryStream();
        stream.CopyTo(contents);
        return new TreeEnsembleFileReader(contents.GetBuffer().AsMemory(0, (int)contents.Length), name).Read();
    }

    private static void WriteSection(BinaryWriter writer, uint id, Action<BinaryWriter> write)
    {
        writer.Write(id);
        var lengthAt = writer.BaseStream.Position;
        writer.Write(0L);
        write(writer);
        var end = writer.BaseStream.Position;
        writer.BaseStream.Position = lengthAt;
        writer.Write(end - lengthAt - sizeof(long));
        writer.BaseStream.Position = end;
    }

    private static void WriteScore(BinaryWriter writer, TreeEnsemble ensemble)
    {
        writer.Write(ensemble.BaseScore);
        writer.Write((byte)ensemble.Link);
    }

    private static void WriteFeatures(BinaryWriter writer, TreeEnsemble ensemble)
    {
        writer.Write(ensemble.Features.Count);
        foreach (var feature in ensemble.Features)
        {
            writer.Write(feature.IsCategorical);
            writer.Write((sbyte)feature.Monotone);
            var name = Encoding.UTF8.GetBytes(feature.Name);
            writer.Write(name.Length);
            writer.Write(name);
        }
    }

    private static void WriteTrees(BinaryWriter writer, TreeEnsemble ensemble)
    {
        writer.Write(ensemble.Trees.Count);
        foreach (var tree in ensemble.Trees)
        {
            writer.Write(tree.Nodes.Length);
            writer.Write(tree.CategorySets.Length);
            foreach (var node in tree.Nodes) WriteNode(writer, node);
            foreach (var leaf in tree.Leaves)
            {
                writer.Write(leaf.Value);
                writer.Write(leaf.Cover);
            }

            foreach (var word in tree.CategorySets) writer.Write(word);
        }
    }

    private static void WriteNode(BinaryWriter writer, in TreeNode node)
    {
        writer.Write(node.Feature);
        writer.Write(node.Threshold);
        writer.Write(node.MissingGoesLeft);
        writer.Write(node.Left);
        writer.Write(node.Right);
        writer.Write(node.Cover);
        writer.Write(node.Gain);
        writer.Write(node.CategoryWordStart);
        writer.Write(node.CategoryWordCount);
    }
}

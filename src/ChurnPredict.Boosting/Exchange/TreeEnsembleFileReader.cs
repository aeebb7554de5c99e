using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ChurnPredict.Boosting;

/// <summary>Reads what <see cref="TreeEnsembleFile"/> writes and trusts none of it: every count is held against the bytes left.</summary>
internal sealed class TreeEnsembleFileReader(ReadOnlyMemory<byte> contents, string name)
{
    private const int NodeLength = 41;
    private const int LeafLength = 16;
    private const int MinFeatureLength = 6;
    private const int MinTreeLength = 8 + LeafLength;

    private int _position;
    private int _end;
    private string _place = "header";

    public TreeEnsemble Read()
    {
        CheckFrame();
        var (baseScore, link, features, trees) = (0.0, LinkFunction.Identity, (FeatureColumn[]?)null, (DecisionTree[]?)null);
        var fileEnd = _end;
        for (uint previous = 0; _position < fileEnd;)
        {
            var id = EnterSection(fileEnd, previous);
            if (id == TreeEnsembleFile.ScoreSection) (baseScore, link) = ReadScore();
            else if (id == TreeEnsembleFile.FeaturesSection) features = ReadFeatures();
            else if (id == TreeEnsembleFile.TreesSection) trees = ReadTrees();
            else _position = _end;
            if (_position != _end) throw Invalid($"{_end - _position} bytes more", "the end of the section");
            (previous, _end) = (id, fileEnd);
        }

        _place = "file";
        if (features is null || trees is null) throw Invalid("its end", "sections 1, 2 and 3");
        return Assemble(features, trees, baseScore, link);
    }

    private void CheckFrame()
    {
        var bytes = contents.Span;
        var headerLength = TreeEnsembleFile.Magic.Length + sizeof(uint);
        if (bytes.Length < headerLength + TreeEnsembleFile.HashLength || !bytes.StartsWith(TreeEnsembleFile.Magic))
            throw Invalid($"{bytes.Length} bytes that start otherwise", "CPTREES, a version, sections and a SHA-256");
        var version = BinaryPrimitives.ReadUInt32LittleEndian(bytes[TreeEnsembleFile.Magic.Length..]);
        if (version != TreeEnsembleFile.Version) throw Invalid($"version {version}", $"version {TreeEnsembleFile.Version}");
        _end = bytes.Length - TreeEnsembleFile.HashLength;
        if (!SHA256.HashData(bytes[.._end]).AsSpan().SequenceEqual(bytes[_end..]))
            throw Invalid("contents with another SHA-256", "the one at the end of the file (the file was cut or changed)");
        _position = headerLength;
    }

    private uint EnterSection(int fileEnd, uint previous)
    {
        _place = $"section behind byte {_position}";
        var id = BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));
        var length = BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));
        if (id <= previous) throw Invalid($"section {id} after section {previous}", "rising ids from 1");
        if (length < 0 || length > fileEnd - _position) throw Invalid($"a length of {length}", $"0 to {fileEnd - _position}");
        if (id <= TreeEnsembleFile.TreesSection && id != previous + 1) throw Invalid($"section {id}", $"section {previous + 1}");
        _end = _position + (int)length;
        _place = $"section {id}";
        return id;
    }

    private (double BaseScore, LinkFunction Link) ReadScore()
    {
        var (baseScore, link) = (ReadDouble(), (LinkFunction)Take(1)[0]);
        if (!double.IsFinite(baseScore)) throw Invalid($"the base score {baseScore}", "a finite one");
        if (!Enum.IsDefined(link)) throw Invalid($"the link {(int)link}", "0, 1 or 2");
        return (baseScore, link);
    }

    private FeatureColumn[] ReadFeatures()
    {
        var features = new FeatureColumn[ReadCount(MinFeatureLength, "features")];
        for (var index = 0; index < features.Length; index++)
        {
            _place = $"section 2, feature {index}";
            var isCategorical = ReadFlag();
            var monotone = (MonotoneConstraint)(sbyte)Take(1)[0];
            if (!Enum.IsDefined(monotone)) throw Invalid($"the constraint {(int)monotone}", "−1, 0 or 1");
            var nameBytes = Take(ReadCount(1, "bytes of a name"));
            features[index] = new FeatureColumn(Encoding.UTF8.GetString(nameBytes), isCategorical, monotone);
        }

        return features;
    }

    private DecisionTree[] ReadTrees()
    {
        var trees = new DecisionTree[ReadCount(MinTreeLength, "trees")];
        for (var index = 0; index < trees.Length; index++)
        {
            _place = $"section 3, tree {index}";
            var nodes = new TreeNode[ReadCount(NodeLength + LeafLength, "nodes")];
            var words = new ulong[ReadCount(sizeof(ulong), "category words")];
            var leaves = new TreeLeaf[nodes.Length + 1];
            for (var node = 0; node < nodes.Length; node++) nodes[node] = ReadNode();
            for (var leaf = 0; leaf < leaves.Length; leaf++) leaves[leaf] = new TreeLeaf(ReadDouble(), ReadCover());
            for (var word = 0; word < words.Length; word++) words[word] = BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));
            trees[index] = MakeTree(nodes, leaves, words);
        }

        return trees;
    }

    private TreeNode ReadNode() => new(
        Feature: ReadInt32(),
        Threshold: BinaryPrimitives.ReadSingleLittleEndian(Take(sizeof(float))),
        MissingGoesLeft: ReadFlag(),
        Left: ReadInt32(),
        Right: ReadInt32(),
        Cover: ReadCover(),
        Gain: ReadCover(),
        CategoryWordStart: ReadInt32(),
        CategoryWordCount: ReadInt32());

    private DecisionTree MakeTree(TreeNode[] nodes, TreeLeaf[] leaves, ulong[] words)
    {
        try
        {
            return new DecisionTree(nodes, leaves, words);
        }
        catch (ArgumentException exception)
        {
            throw new InvalidTreeEnsembleException(exception.Message, "a tree", $"{name}, {_place}", exception);
        }
    }

    private TreeEnsemble Assemble(FeatureColumn[] features, DecisionTree[] trees, double baseScore, LinkFunction link)
    {
        try
        {
            return new TreeEnsemble(features, trees, baseScore, link);
        }
        catch (ArgumentException exception)
        {
            throw new InvalidTreeEnsembleException(exception.Message, "an ensemble", name, exception);
        }
    }

    private double ReadDouble() => BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)));

    // Covers and gains are weights and losses of training: any finite number, never NaN.
    private double ReadCover()
    {
        var value = ReadDouble();
        return double.IsFinite(value) ? value : throw Invalid($"a cover or gain of {value}", "a finite one");
    }

    private int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    private bool ReadFlag()
    {
        var value = Take(1)[0];
        return value <= 1 ? value == 1 : throw Invalid($"the flag {value}", "0 or 1");
    }

    private int ReadCount(int minLengthOfOne, string what)
    {
        var count = ReadInt32();
        if (count < 0 || (long)count * minLengthOfOne > _end - _position)
            throw Invalid($"{count} {what}", $"at most what fits into the {_end - _position} bytes left");
        return count;
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _end - _position) throw Invalid($"{_end - _position} bytes left", $"{length} more");
        _position += length;
        return contents.Span.Slice(_position - length, length);
    }

    private InvalidTreeEnsembleException Invalid(string found, string expected) => new(found, expected, $"{name}, {_place}");
}

using System.Numerics;

namespace ChurnPredict.Boosting;

/// <summary>Collects the splits of many trees.</summary>
/// <typeparam name="TWord">A bit a leaf.</typeparam>
/// <param name="featureCount">Splits on features behind these are left out.</param>
internal sealed class SplitListsBuilder<TWord>(int featureCount)
    where TWord : unmanaged, IBinaryInteger<TWord>
{
    private readonly List<GroupedSplit<TWord>> _splits = [];

    /// <summary>The splits so far.</summary>
    public IReadOnlyList<GroupedSplit<TWord>> Splits => _splits;

    /// <summary>Trees so far.</summary>
    public int TreeCount { get; private set; }

    /// <summary>Whether a tree fits: its leaves a word, its number 16 bits.</summary>
    public unsafe bool HasRoomFor(DecisionTree tree) => tree.Leaves.Length <= sizeof(TWord) * 8 && TreeCount <= ushort.MaxValue;

    /// <summary>Adds a tree's splits.</summary>
    /// <param name="tree">A tree that fits.</param>
    /// <param name="kept">The leaves that each node keeps where it sends a row right.</param>
    /// <returns>The tree's number.</returns>
    public int Add(DecisionTree tree, ReadOnlySpan<TWord> kept)
    {
        for (var index = 0; index < kept.Length; index++)
        {
            if (tree.Nodes[index].Feature < featureCount) _splits.Add(new GroupedSplit<TWord>(tree.Nodes[index], tree.CategorySets, (ushort)TreeCount, kept[index]));
        }

        return TreeCount++;
    }
}

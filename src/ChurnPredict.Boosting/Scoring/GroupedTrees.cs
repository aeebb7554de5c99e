using System.Numerics;
using System.Runtime.CompilerServices;

namespace ChurnPredict.Boosting;

/// <summary>The trees of one member of an <see cref="EnsembleGroup"/>: from the leaves left open to scores.</summary>
/// <typeparam name="TWord">A bit a leaf.</typeparam>
internal sealed class GroupedTrees<TWord>
    where TWord : unmanaged, IBinaryInteger<TWord>, IMinMaxValue<TWord>
{
    private const int Walked = -1;

    private readonly GroupMember _member;
    private readonly DecisionTree[] _trees;
    private readonly int[] _words;
    private readonly int[] _leafStarts;
    private readonly double[] _leafValues;
    private readonly TWord[] _keptByLast;

    /// <param name="member">The ensemble.</param>
    /// <param name="splits">Takes the splits of its trees.</param>
    public GroupedTrees(GroupMember member, SplitListsBuilder<TWord> splits)
    {
        _member = member;
        _trees = [.. member.Ensemble.Trees];
        _words = new int[_trees.Length];
        _leafStarts = new int[_trees.Length];
        _keptByLast = new TWord[_trees.Length * (member.LastValues ?? 0)];
        Array.Fill(_keptByLast, TWord.MaxValue);
        var leafValues = new List<double>();
        for (var index = 0; index < _trees.Length; index++)
        {
            _leafStarts[index] = leafValues.Count;
            _words[index] = splits.HasRoomFor(_trees[index]) ? AddTree(index, leafValues, splits) : Walked;
        }

        _leafValues = [.. leafValues];
    }

    /// <summary>Scores that it gives.</summary>
    public int ScoreCount => _member.ScoreCount;

    /// <summary>Base score plus one leaf a tree, in the order of trees.</summary>
    /// <param name="row">The group's features.</param>
    /// <param name="open">What <see cref="SplitLists{TWord}.Decide"/> filled.</param>
    /// <param name="scores">Overwritten; length <see cref="ScoreCount"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddUp(ReadOnlySpan<float> row, ReadOnlySpan<TWord> open, Span<double> scores)
    {
        if (_member.LastValues is not null)
        {
            AddUpEach(row, open, scores);
            return;
        }

        var (score, words, starts, values) = (_member.Ensemble.BaseScore, _words, _leafStarts, _leafValues);
        for (var tree = 0; tree < words.Length; tree++)
        {
            var word = words[tree];
            score += word == Walked
                ? _trees[tree].Leaves[TreeWalk.LeafIndex(_trees[tree], row)].Value
                : values[starts[tree] + First(open[word])];
        }

        scores[0] = score;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddUpEach(ReadOnlySpan<float> row, ReadOnlySpan<TWord> open, Span<double> scores)
    {
        scores.Fill(_member.Ensemble.BaseScore);
        var kept = _keptByLast.AsSpan();
        for (var tree = 0; tree < _words.Length; tree++, kept = kept[scores.Length..])
        {
            if (_words[tree] == Walked)
            {
                Walk(_trees[tree], row, scores);
                continue;
            }

            var word = open[_words[tree]];
            var leaves = _leafValues.AsSpan(_leafStarts[tree]);
            for (var value = 0; value < scores.Length; value++) scores[value] += leaves[First(word & kept[value])];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int First(TWord word) =>
        // By size instead of the generic count of trailing zeros, whose result is a TWord that would have to be converted, once a tree.
        Unsafe.SizeOf<TWord>() switch
        {
            sizeof(byte) => BitOperations.TrailingZeroCount((uint)Unsafe.As<TWord, byte>(ref word)),
            sizeof(uint) => BitOperations.TrailingZeroCount(Unsafe.As<TWord, uint>(ref word)),
            _ => BitOperations.TrailingZeroCount(Unsafe.As<TWord, ulong>(ref word)),
        };

    private static void Walk(DecisionTree tree, ReadOnlySpan<float> row, Span<double> scores)
    {
        Span<float> extended = stackalloc float[row.Length + 1];
        row.CopyTo(extended);
        for (var value = 0; value < scores.Length; value++)
        {
            extended[^1] = value;
            scores[value] += tree.Leaves[TreeWalk.LeafIndex(tree, extended)].Value;
        }
    }

    private int AddTree(int index, List<double> leafValues, SplitListsBuilder<TWord> splits)
    {
        var tree = _trees[index];
        var kept = new TWord[tree.Nodes.Length];
        Number(tree, kept.Length > 0 ? 0 : ~0, kept, leafValues, _leafStarts[index]);
        var last = _member.Ensemble.Features.Count - 1;
        for (var value = 0; value < _member.LastValues; value++)
        {
            for (var node = 0; node < kept.Length; node++)
            {
                if (tree.Nodes[node].Feature == last && !TreeDecision.GoesLeft(tree.Nodes[node], tree.CategorySets, value))
                    _keptByLast[(index * _member.ScoreCount) + value] &= kept[node];
            }
        }

        return splits.Add(tree, kept);
    }

    /// <summary>Numbers the leaves of a subtree from left to right, bit 0 first.</summary>
    private static void Number(DecisionTree tree, int child, TWord[] kept, List<double> leafValues, int start)
    {
        if (child < 0)
        {
            leafValues.Add(tree.Leaves[~child].Value);
            return;
        }

        var first = leafValues.Count - start;
        Number(tree, tree.Nodes[child].Left, kept, leafValues, start);
        // A left side has at least one leaf and at most all but one.
        kept[child] = ~(((TWord.One << (leafValues.Count - start - first)) - TWord.One) << first);
        Number(tree, tree.Nodes[child].Right, kept, leafValues, start);
    }
}

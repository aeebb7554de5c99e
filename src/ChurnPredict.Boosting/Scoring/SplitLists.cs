using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ChurnPredict.Boosting;

/// <summary>
/// The splits of many trees by feature, numeric ones by rising threshold. A tree is a word of bits, one a leaf from the left; where a
/// row goes right, the leaves of the left side are masked out, and the first bit left over is the row's leaf (QuickScorer, Lucchese et
/// al., SIGIR 2015). Only splits that send the row right are touched, without a branch that cannot be foretold.
/// </summary>
/// <typeparam name="TWord">A bit a leaf.</typeparam>
internal sealed class SplitLists<TWord>
    where TWord : unmanaged, IBinaryInteger<TWord>, IMinMaxValue<TWord>
{
    private readonly int[] _features;
    private readonly int[] _starts;
    private readonly float[] _thresholds;
    private readonly ushort[] _trees;
    private readonly TWord[] _kept;
    private readonly int[] _missingStarts;
    private readonly ushort[] _missingTrees;
    private readonly TWord[] _missingKept;
    private readonly CategorySplits<TWord>[] _categories;

    public SplitLists(SplitListsBuilder<TWord> builder)
    {
        var numeric = builder.Splits.Where(split => split.Node.CategoryWordCount == 0)
            .OrderBy(split => split.Node.Feature).ThenBy(split => split.Node.Threshold).ToArray();
        _features = [.. numeric.Select(split => split.Node.Feature).Distinct()];
        _thresholds = [.. numeric.Select(split => split.Node.Threshold)];
        (_starts, _trees, _kept) = Lists(numeric);
        (_missingStarts, _missingTrees, _missingKept) = Lists([.. numeric.Where(split => !split.Node.MissingGoesLeft)]);
        _categories = [.. builder.Splits.Where(split => split.Node.CategoryWordCount > 0)
            .GroupBy(split => split.Node.Feature)
            .Select(feature => new CategorySplits<TWord>(feature.Key, [.. feature]))];
    }

    /// <summary>The leaves that a row may still reach, of which the first is its own.</summary>
    /// <param name="row">One value a feature.</param>
    /// <param name="open">Overwritten; a word a tree.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Decide(ReadOnlySpan<float> row, Span<TWord> open)
    {
        open.Fill(TWord.MaxValue);
        // Numbers of trees were given by the builder, starts by the constructor: every index lies inside.
        ref var words = ref MemoryMarshal.GetReference(open);
        ref var thresholds = ref MemoryMarshal.GetArrayDataReference(_thresholds);
        ref var trees = ref MemoryMarshal.GetArrayDataReference(_trees);
        ref var kept = ref MemoryMarshal.GetArrayDataReference(_kept);
        for (var index = 0; index < _features.Length; index++)
        {
            var value = row[_features[index]];
            if (float.IsNaN(value))
            {
                DecideMissing(index, ref words);
                continue;
            }

            nint end = _starts[index + 1];
            for (nint split = _starts[index]; split < end && value > Unsafe.Add(ref thresholds, split); split++)
                Unsafe.Add(ref words, Unsafe.Add(ref trees, split)) &= Unsafe.Add(ref kept, split);
        }

        foreach (var category in _categories) category.Decide(row[category.Feature], ref words);
    }

    private void DecideMissing(int index, ref TWord words)
    {
        for (var split = _missingStarts[index]; split < _missingStarts[index + 1]; split++)
            Unsafe.Add(ref words, _missingTrees[split]) &= _missingKept[split];
    }

    private (int[] Starts, ushort[] Trees, TWord[] Kept) Lists(GroupedSplit<TWord>[] splits)
    {
        var counts = splits.CountBy(split => split.Node.Feature).ToDictionary();
        var starts = new int[_features.Length + 1];
        for (var index = 0; index < _features.Length; index++) starts[index + 1] = starts[index] + counts.GetValueOrDefault(_features[index]);
        return (starts, [.. splits.Select(split => split.Tree)], [.. splits.Select(split => split.Kept)]);
    }
}

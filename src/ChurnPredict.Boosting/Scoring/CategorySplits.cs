using System.Numerics;
using System.Runtime.CompilerServices;

namespace ChurnPredict.Boosting;

/// <summary>The categorical splits of many trees on one feature.</summary>
/// <typeparam name="TWord">A bit a leaf.</typeparam>
internal sealed class CategorySplits<TWord>
    where TWord : unmanaged, IBinaryInteger<TWord>, IMinMaxValue<TWord>
{
    private readonly int _categoryCount;
    private readonly ushort[] _trees;
    private readonly TWord[] _kept;
    private readonly ulong[] _rights;
    private readonly int _wordsARow;

    /// <param name="feature">The feature.</param>
    /// <param name="splits">Its splits.</param>
    public CategorySplits(int feature, IReadOnlyList<GroupedSplit<TWord>> splits)
    {
        Feature = feature;
        _categoryCount = splits.Max(split => split.Node.CategoryWordCount) * 64;
        _trees = [.. splits.Select(split => split.Tree)];
        _kept = [.. splits.Select(split => split.Kept)];
        _wordsARow = (splits.Count + 63) / 64;
        _rights = new ulong[(_categoryCount + 2) * _wordsARow];
        for (var category = 0; category < _categoryCount; category++) FillRow(category, splits, category);
        FillRow(_categoryCount, splits, float.PositiveInfinity);
        FillRow(_categoryCount + 1, splits, float.NaN);
    }

    /// <summary>Index into a row.</summary>
    public int Feature { get; }

    /// <summary>Masks out what a category rules out.</summary>
    /// <param name="value">The row's value of the feature.</param>
    /// <param name="words">A word a tree.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Decide(float value, ref TWord words)
    {
        var row = !(value >= 0) ? _categoryCount + 1 : value >= _categoryCount ? _categoryCount : (int)value;
        var first = 0;
        foreach (var bits in _rights.AsSpan(row * _wordsARow, _wordsARow))
        {
            for (var left = bits; left != 0; left &= left - 1)
            {
                var split = first + BitOperations.TrailingZeroCount(left);
                Unsafe.Add(ref words, _trees[split]) &= _kept[split];
            }

            first += 64;
        }
    }

    private void FillRow(int row, IReadOnlyList<GroupedSplit<TWord>> splits, float value)
    {
        var bits = _rights.AsSpan(row * _wordsARow, _wordsARow);
        for (var index = 0; index < splits.Count; index++)
        {
            if (!TreeDecision.GoesLeft(splits[index].Node, splits[index].CategorySets, value)) bits[index >> 6] |= 1UL << (index & 63);
        }
    }
}

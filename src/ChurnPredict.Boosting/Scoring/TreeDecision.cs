using System.Runtime.CompilerServices;

namespace ChurnPredict.Boosting;

/// <summary>The one meaning of a split; every faster path must agree with it bit by bit.</summary>
internal static class TreeDecision
{
    /// <summary>Whether <paramref name="value"/> goes left at <paramref name="node"/>.</summary>
    /// <param name="node">The split.</param>
    /// <param name="categorySets">The category words of the node's tree.</param>
    /// <param name="value">The row's value of the node's feature; NaN where missing.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool GoesLeft(in TreeNode node, ulong[] categorySets, float value) =>
        node.CategoryWordCount == 0
            ? float.IsNaN(value) ? node.MissingGoesLeft : value <= node.Threshold
            : CategoryGoesLeft(node, categorySets, value);

    private static bool CategoryGoesLeft(in TreeNode node, ulong[] categorySets, float value)
    {
        if (!(value >= 0)) return node.MissingGoesLeft;
        if (value >= node.CategoryWordCount * 64f) return false;
        var category = (int)value;
        return (categorySets[node.CategoryWordStart + (category >> 6)] >> (category & 63) & 1) != 0;
    }
}

using System.Numerics;

namespace ChurnPredict.Boosting;

/// <summary>A categorical split's bit set as a list.</summary>
internal static class CategorySet
{
    /// <summary>The categories that go left, ascending.</summary>
    public static List<int> Of(DecisionTree tree, in TreeNode node)
    {
        var categories = new List<int>();
        for (var word = 0; word < node.CategoryWordCount; word++)
        {
            for (var bits = tree.CategorySets[node.CategoryWordStart + word]; bits != 0; bits &= bits - 1)
                categories.Add((word * 64) + BitOperations.TrailingZeroCount(bits));
        }

        return categories;
    }
}

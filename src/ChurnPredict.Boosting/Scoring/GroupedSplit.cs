namespace ChurnPredict.Boosting;

/// <summary>A split of a tree among many.</summary>
/// <typeparam name="TWord">A bit a leaf.</typeparam>
/// <param name="Node">The split.</param>
/// <param name="CategorySets">The category words of its tree.</param>
/// <param name="Tree">The tree's number.</param>
/// <param name="Kept">The leaves that are left when it sends a row right.</param>
internal readonly record struct GroupedSplit<TWord>(TreeNode Node, ulong[] CategorySets, ushort Tree, TWord Kept);

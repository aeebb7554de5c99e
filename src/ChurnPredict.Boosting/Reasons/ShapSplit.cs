namespace ChurnPredict.Boosting;

/// <summary>A split of a tree made ready for <see cref="ShapKernel"/>.</summary>
/// <param name="Feature">Index into a row.</param>
/// <param name="Threshold">The largest value that goes left.</param>
/// <param name="MissingGoesLeft">Where NaN goes.</param>
/// <param name="IsCategorical">Whether the tree's own node must be asked where a value goes.</param>
/// <param name="Left">Slot of the left child: a split's number, or the number of splits plus a leaf's.</param>
/// <param name="Right">Slot of the right child.</param>
/// <param name="Earlier">The side of the nearest split above on the same feature on which this one lies, 2 · split for left and one
/// more for right; without one, 2 · the number of splits, with which every row agrees.</param>
/// <param name="Terms">Where the split's <see cref="ShapTree.Terms"/> start.</param>
internal readonly record struct ShapSplit(
    int Feature, float Threshold, bool MissingGoesLeft, bool IsCategorical, int Left, int Right, int Earlier, int Terms);

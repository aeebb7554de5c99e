namespace ChurnPredict.Boosting;

/// <summary>A split of a tree made ready for <see cref="ShapKernel"/>; the earlier split is the nearest one above on the same
/// feature.</summary>
/// <param name="Feature">Index into a row.</param>
/// <param name="Threshold">The largest value that goes left.</param>
/// <param name="MissingGoesLeft">Where NaN goes.</param>
/// <param name="IsCategorical">Whether the tree's own node must be asked where a value goes.</param>
/// <param name="Left">Slot of the left child: a split's number, or the number of splits plus a leaf's.</param>
/// <param name="Right">Slot of the right child.</param>
/// <param name="Earlier">The side of the earlier split on which this one lies, 2 · split for left and one more for right;
/// <see cref="NoEarlier"/> = there is none.</param>
/// <param name="LeftShare">Share of the training weight that agrees with all decisions on the feature down to the left child.</param>
/// <param name="EarlierShare">The same down to the earlier split's side; 1 without one.</param>
/// <param name="LeftRatio">Of the training weight at the split, the share that goes left.</param>
/// <param name="Inverses">Where <see cref="ShapTree.Inverses"/> of the earlier side start; unused without one.</param>
internal readonly record struct ShapSplit(
    int Feature,
    float Threshold,
    bool MissingGoesLeft,
    bool IsCategorical,
    int Left,
    int Right,
    int Earlier,
    double LeftShare,
    double EarlierShare,
    double LeftRatio,
    int Inverses)
{
    /// <summary>No split above is on the same feature.</summary>
    public const int NoEarlier = -1;
}

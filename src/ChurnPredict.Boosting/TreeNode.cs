namespace ChurnPredict.Boosting;

/// <summary>
/// A split. Numeric: <c>value ≤ Threshold</c> goes left, NaN goes left when <see cref="MissingGoesLeft"/>, −0 equals +0.
/// Categorical (<see cref="CategoryWordCount"/> &gt; 0): a category in the set goes left, any other known or unknown one
/// goes right, NaN or a negative value follows <see cref="MissingGoesLeft"/>.
/// </summary>
/// <param name="Feature">Index into a row.</param>
/// <param name="Threshold">The largest value that goes left; unused in a categorical split.</param>
/// <param name="MissingGoesLeft">Where NaN goes.</param>
/// <param name="Left">Child: ≥ 0 a node, otherwise <c>~leaf</c>.</param>
/// <param name="Right">Child: ≥ 0 a node, otherwise <c>~leaf</c>.</param>
/// <param name="Cover">Training weight that reached the node; the sum of its children's.</param>
/// <param name="Gain">Loss that the split removed in training; 0 when unknown.</param>
/// <param name="CategoryWordStart">First word of the category set.</param>
/// <param name="CategoryWordCount">Words of the category set; 0 for a numeric split.</param>
public readonly record struct TreeNode(
    int Feature,
    float Threshold,
    bool MissingGoesLeft,
    int Left,
    int Right,
    double Cover,
    double Gain = 0,
    int CategoryWordStart = 0,
    int CategoryWordCount = 0);

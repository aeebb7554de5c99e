namespace ChurnPredict.Boosting;

/// <summary>
/// A loss to reduce: its gradients by raw score, where to start, and how a raw score becomes a prediction.
/// Implementations are immutable and called from several threads at once, each with its own slice of rows.
/// </summary>
public interface IObjective
{
    /// <summary>From raw score to prediction.</summary>
    LinkFunction Link { get; }

    /// <summary>Whether a leaf's value is found by <see cref="LeafValue"/> instead of by gradients and hessians.</summary>
    bool RenewsLeaves => false;

    /// <summary>Checks that there is something to learn from these labels.</summary>
    /// <param name="labels">Every training label, finite.</param>
    /// <exception cref="InvalidTrainingDataException">A label is outside the objective's range, or all are such that no start
    /// exists.</exception>
    void ThrowIfInvalid(ReadOnlySpan<float> labels);

    /// <summary>The constant raw score with the least loss, or near it.</summary>
    /// <param name="labels">Every training label.</param>
    /// <param name="weights">One weight a label; empty means 1 each.</param>
    double StartScore(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights);

    /// <summary>First and second derivatives of the loss by the raw score, times the weight.</summary>
    /// <param name="labels">Labels of some rows.</param>
    /// <param name="weights">Their weights; empty means 1 each.</param>
    /// <param name="scores">Their raw scores.</param>
    /// <param name="gradients">Same length; overwritten.</param>
    /// <param name="hessians">Same length; overwritten, each ≥ 0.</param>
    void Gradients(
        ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, ReadOnlySpan<float> scores, Span<float> gradients,
        Span<float> hessians);

    /// <summary>The loss of one row of weight 1.</summary>
    /// <param name="label">Its label.</param>
    /// <param name="score">Its raw score.</param>
    double Loss(double label, double score);

    /// <summary>The best value for a leaf, before the learning rate; asked only when <see cref="RenewsLeaves"/>.</summary>
    /// <param name="labels">Labels of the leaf's rows.</param>
    /// <param name="weights">Their weights; empty means 1 each.</param>
    /// <param name="scores">Their raw scores before this leaf.</param>
    double LeafValue(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, ReadOnlySpan<float> scores) =>
        throw new NotSupportedException("this objective's leaves follow from gradients and hessians");
}

namespace ChurnPredict.Boosting;

/// <summary>
/// How good predictions are. Pure functions of labels, predictions and optional weights, all of the same length;
/// an empty weight span means 1 each. None depends on the order of the rows beyond rounding.
/// </summary>
public static class Metric
{
    /// <summary>
    /// Probabilities are held this far from 0 and 1, so that one wrong certainty does not make the log-loss infinite.
    /// </summary>
    private const double ProbabilityMargin = 1e-15;

    /// <summary>Mean of −log of the probability given to what happened (natural logarithm), ≥ 0; 0 is perfect.</summary>
    /// <param name="labels">0 or 1.</param>
    /// <param name="probabilities">In [0, 1].</param>
    /// <param name="weights">≥ 0; empty means 1 each.</param>
    public static double LogLoss(
        ReadOnlySpan<float> labels, ReadOnlySpan<double> probabilities, ReadOnlySpan<float> weights = default) =>
        Mean(labels, probabilities, weights, static (label, probability) =>
            -Math.Log(Math.Max(label > 0 ? probability : 1 - probability, ProbabilityMargin)));

    /// <summary>Mean squared difference of probability and label (Brier 1950), in [0, 1]; 0 is perfect.</summary>
    /// <param name="labels">0 or 1.</param>
    /// <param name="probabilities">In [0, 1].</param>
    /// <param name="weights">≥ 0; empty means 1 each.</param>
    public static double Brier(
        ReadOnlySpan<float> labels, ReadOnlySpan<double> probabilities, ReadOnlySpan<float> weights = default) =>
        Mean(labels, probabilities, weights, static (label, probability) => (probability - label) * (probability - label));

    /// <summary>Root of the mean squared error, in the label's unit, ≥ 0.</summary>
    /// <param name="labels">Finite.</param>
    /// <param name="predictions">Finite.</param>
    /// <param name="weights">≥ 0; empty means 1 each.</param>
    public static double Rmse(
        ReadOnlySpan<float> labels, ReadOnlySpan<double> predictions, ReadOnlySpan<float> weights = default) =>
        Math.Sqrt(Mean(labels, predictions, weights, static (label, prediction) => (prediction - label) * (prediction - label)));

    /// <summary>Mean absolute error, in the label's unit, ≥ 0.</summary>
    /// <param name="labels">Finite.</param>
    /// <param name="predictions">Finite.</param>
    /// <param name="weights">≥ 0; empty means 1 each.</param>
    public static double Mae(
        ReadOnlySpan<float> labels, ReadOnlySpan<double> predictions, ReadOnlySpan<float> weights = default) =>
        Mean(labels, predictions, weights, static (label, prediction) => Math.Abs(prediction - label));

    /// <summary>Mean prediction minus mean label, in the label's unit; above 0 means too high.</summary>
    /// <param name="labels">Finite.</param>
    /// <param name="predictions">Finite.</param>
    /// <param name="weights">≥ 0; empty means 1 each.</param>
    public static double Bias(
        ReadOnlySpan<float> labels, ReadOnlySpan<double> predictions, ReadOnlySpan<float> weights = default) =>
        Mean(labels, predictions, weights, static (label, prediction) => prediction - label);

    /// <summary>Mean pinball loss of a quantile forecast, ≥ 0.</summary>
    /// <param name="labels">Finite.</param>
    /// <param name="predictions">Finite.</param>
    /// <param name="alpha">The quantile, in (0, 1).</param>
    /// <param name="weights">≥ 0; empty means 1 each.</param>
    public static double Pinball(
        ReadOnlySpan<float> labels, ReadOnlySpan<double> predictions, double alpha, ReadOnlySpan<float> weights = default) =>
        Mean(labels, predictions, weights, (label, prediction) =>
            prediction >= label ? (1 - alpha) * (prediction - label) : alpha * (label - prediction));

    /// <summary>
    /// Mean unit deviance of the Tweedie family, ≥ 0: power 0 squared error, 1 Poisson, 2 gamma, between 1 and 2 compound
    /// Poisson.
    /// </summary>
    /// <param name="labels">≥ 0; above 0 for power 2.</param>
    /// <param name="predictions">Means, above 0 (any finite number for power 0).</param>
    /// <param name="power">0, 1, 2 or between 1 and 2.</param>
    /// <param name="weights">≥ 0; empty means 1 each.</param>
    /// <exception cref="ArgumentOutOfRangeException">The power is another.</exception>
    public static double TweedieDeviance(
        ReadOnlySpan<float> labels, ReadOnlySpan<double> predictions, double power, ReadOnlySpan<float> weights = default)
    {
        if (power is not (0 or (>= 1 and <= 2)))
            throw new ArgumentOutOfRangeException(nameof(power), power, "expected 0 or a power from 1 to 2");
        return Mean(labels, predictions, weights, (label, mean) => UnitDeviance(label, mean, power));
    }

    /// <summary>
    /// Area under the receiver operating characteristic: the chance that a positive outranks a negative, ties counting half.
    /// </summary>
    /// <param name="labels">0 or 1.</param>
    /// <param name="scores">Any scale; higher means more likely 1.</param>
    /// <param name="weights">≥ 0; empty means 1 each.</param>
    /// <returns>In [0, 1]; NaN when one class has no weight.</returns>
    public static double Auc(ReadOnlySpan<float> labels, ReadOnlySpan<double> scores, ReadOnlySpan<float> weights = default)
    {
        var (positivesSoFar, negativesSoFar, area) = (0.0, 0.0, 0.0);
        foreach (var (positives, negatives) in RankedGroups.HighestFirst(labels, scores, weights))
        {
            area += negatives * (positivesSoFar + 0.5 * positives);
            positivesSoFar += positives;
            negativesSoFar += negatives;
        }

        return area / (positivesSoFar * negativesSoFar);
    }

    /// <summary>
    /// Average precision: precision at each positive, averaged; equal scores count as one step (as scikit-learn does).
    /// </summary>
    /// <param name="labels">0 or 1.</param>
    /// <param name="scores">Any scale; higher means more likely 1.</param>
    /// <param name="weights">≥ 0; empty means 1 each.</param>
    /// <returns>In [0, 1]; NaN without positives.</returns>
    public static double PrAuc(ReadOnlySpan<float> labels, ReadOnlySpan<double> scores, ReadOnlySpan<float> weights = default)
    {
        var (positivesSoFar, allSoFar, area) = (0.0, 0.0, 0.0);
        foreach (var (positives, negatives) in RankedGroups.HighestFirst(labels, scores, weights))
        {
            positivesSoFar += positives;
            allSoFar += positives + negatives;
            if (positives > 0) area += positives * (positivesSoFar / allSoFar);
        }

        return area / positivesSoFar;
    }

    private static double UnitDeviance(double label, double mean, double power) => power switch
    {
        0 => (label - mean) * (label - mean),
        1 => 2 * ((label > 0 ? label * Math.Log(label / mean) : 0) - label + mean),
        2 => 2 * (Math.Log(mean / label) + label / mean - 1),
        _ => 2 * (Math.Pow(label, 2 - power) / ((1 - power) * (2 - power))
            - label * Math.Pow(mean, 1 - power) / (1 - power) + Math.Pow(mean, 2 - power) / (2 - power)),
    };

    private static double Mean(
        ReadOnlySpan<float> labels, ReadOnlySpan<double> predictions, ReadOnlySpan<float> weights, Func<double, double, double> loss)
    {
        ThrowIfLengthsDiffer(labels, predictions, weights);
        var (sum, total) = (0.0, 0.0);
        for (var row = 0; row < labels.Length; row++)
        {
            var weight = weights.IsEmpty ? 1.0 : weights[row];
            sum += weight * loss(labels[row], predictions[row]);
            total += weight;
        }

        return sum / total;
    }

    internal static void ThrowIfLengthsDiffer(
        ReadOnlySpan<float> labels, ReadOnlySpan<double> predictions, ReadOnlySpan<float> weights)
    {
        if (labels.Length != predictions.Length || (!weights.IsEmpty && weights.Length != labels.Length))
            throw new ArgumentException(
                $"{labels.Length} labels, {predictions.Length} predictions, {weights.Length} weights; expected one each a row");
    }
}

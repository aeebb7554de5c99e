namespace ChurnPredict.Boosting;

/// <summary>What several objectives ask of their labels.</summary>
internal static class LabelChecks
{
    /// <summary>Weighted mean of the labels; 0 when all weights are 0.</summary>
    public static double Mean(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        var (sum, weight) = (0.0, 0.0);
        for (var row = 0; row < labels.Length; row++)
        {
            var rowWeight = weights.IsEmpty ? 1.0 : weights[row];
            sum += rowWeight * labels[row];
            weight += rowWeight;
        }

        return weight > 0 ? sum / weight : 0;
    }

    /// <summary>Logarithm of the weighted mean, for objectives whose prediction is e^score.</summary>
    public static double LogMean(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights) =>
        Math.Log(Math.Max(Mean(labels, weights), 1e-10));

    public static void ThrowIfNegative(ReadOnlySpan<float> labels)
    {
        var any = false;
        for (var row = 0; row < labels.Length; row++)
        {
            if (labels[row] < 0)
                throw new InvalidTrainingDataException($"label {labels[row]} in row {row}; expected none below 0");
            any |= labels[row] > 0;
        }

        if (!any) throw new InvalidTrainingDataException($"all {labels.Length} labels are 0; expected some above 0");
    }

    public static void ThrowIfNotPositive(ReadOnlySpan<float> labels)
    {
        for (var row = 0; row < labels.Length; row++)
        {
            if (!(labels[row] > 0))
                throw new InvalidTrainingDataException($"label {labels[row]} in row {row}; expected all above 0");
        }
    }

    /// <summary>The smallest value below or at which at least the share <paramref name="alpha"/> of the weight lies.</summary>
    public static float Quantile(float[] values, ReadOnlySpan<float> weights, double alpha)
    {
        var order = new int[values.Length];
        for (var index = 0; index < order.Length; index++) order[index] = index;
        Array.Sort(values, order);
        var total = 0.0;
        foreach (var index in order) total += weights.IsEmpty ? 1 : weights[index];
        var below = 0.0;
        for (var rank = 0; rank < values.Length; rank++)
        {
            below += weights.IsEmpty ? 1 : weights[order[rank]];
            if (below >= alpha * total) return values[rank];
        }

        return values[^1];
    }
}

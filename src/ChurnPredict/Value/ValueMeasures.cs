namespace ChurnPredict.Value;

/// <summary>How good predictions of money or counts are. Pure functions; spans of one length, no element NaN.</summary>
public static class ValueMeasures
{
    /// <summary>Mean of |actual − predicted|; NaN for no rows.</summary>
    /// <param name="actual">What came.</param>
    /// <param name="predicted">What was predicted.</param>
    public static double MeanAbsoluteError(ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted)
    {
        ThrowIfLengthsDiffer(actual, predicted);
        var sum = 0.0;
        for (var row = 0; row < actual.Length; row++) sum += Math.Abs(actual[row] - predicted[row]);
        return sum / actual.Length;
    }

    /// <summary>Root of the mean of (actual − predicted)²; NaN for no rows.</summary>
    /// <param name="actual">What came.</param>
    /// <param name="predicted">What was predicted.</param>
    public static double RootMeanSquaredError(ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted)
    {
        ThrowIfLengthsDiffer(actual, predicted);
        var sum = 0.0;
        for (var row = 0; row < actual.Length; row++) sum += (actual[row] - predicted[row]) * (actual[row] - predicted[row]);
        return Math.Sqrt(sum / actual.Length);
    }

    /// <summary>Σ predicted ÷ Σ actual − 1: −0.1 = the whole base came out 10 % low; NaN when nothing came.</summary>
    /// <param name="actual">What came.</param>
    /// <param name="predicted">What was predicted.</param>
    public static double TotalBias(ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted)
    {
        ThrowIfLengthsDiffer(actual, predicted);
        double sumActual = 0, sumPredicted = 0;
        for (var row = 0; row < actual.Length; row++)
        {
            sumActual += actual[row];
            sumPredicted += predicted[row];
        }

        return sumActual == 0 ? double.NaN : (sumPredicted / sumActual) - 1;
    }

    /// <summary>Spearman's rank correlation, ties at their mean rank, −1 to 1; NaN where either side is constant.</summary>
    /// <param name="actual">What came.</param>
    /// <param name="predicted">What was predicted.</param>
    public static double Spearman(ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted)
    {
        ThrowIfLengthsDiffer(actual, predicted);
        var (left, right) = (MidRanks(actual), MidRanks(predicted));
        var middle = (actual.Length + 1) / 2.0;
        double product = 0, leftSquare = 0, rightSquare = 0;
        for (var row = 0; row < left.Length; row++)
        {
            product += (left[row] - middle) * (right[row] - middle);
            leftSquare += (left[row] - middle) * (left[row] - middle);
            rightSquare += (right[row] - middle) * (right[row] - middle);
        }

        return product / Math.Sqrt(leftSquare * rightSquare);
    }

    /// <summary>Gini coefficient of the actual values in order of the predicted ones ÷ that in their own order: 1 = ranks the money
    /// perfectly, 0 = at random; ties share their mean rank. NaN where all actual values are alike.</summary>
    /// <param name="actual">What came, ≥ 0.</param>
    /// <param name="predicted">What was predicted; only its order counts.</param>
    public static double NormalizedGini(ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted)
    {
        ThrowIfLengthsDiffer(actual, predicted);
        return GiniNumerator(actual, predicted) / GiniNumerator(actual, actual);
    }

    /// <summary>Area under the ROC curve: probability that a positive row has the higher score, ties count half; NaN without
    /// both classes.</summary>
    /// <param name="positive">Which rows are positive.</param>
    /// <param name="score">Higher = more likely positive.</param>
    public static double AreaUnderCurve(ReadOnlySpan<bool> positive, ReadOnlySpan<double> score)
    {
        if (positive.Length != score.Length) throw new ArgumentException($"{positive.Length} labels for {score.Length} scores");
        var ranks = MidRanks(score);
        double rankSum = 0, positives = 0;
        for (var row = 0; row < ranks.Length; row++)
        {
            if (!positive[row]) continue;
            rankSum += ranks[row];
            positives++;
        }

        return (rankSum - (positives * (positives + 1) / 2)) / (positives * (ranks.Length - positives));
    }

    /// <summary>Rows by predicted value in ten groups of equal size, lowest first: what was predicted and what came.</summary>
    /// <param name="actual">What came.</param>
    /// <param name="predicted">What was predicted.</param>
    public static IReadOnlyList<PredictionDecile> Deciles(ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted)
    {
        ThrowIfLengthsDiffer(actual, predicted);
        var order = Order(predicted);
        var deciles = new List<PredictionDecile>();
        for (var decile = 0; decile < 10; decile++)
        {
            var (begin, end) = ((int)((long)order.Length * decile / 10), (int)((long)order.Length * (decile + 1) / 10));
            double sumActual = 0, sumPredicted = 0;
            for (var index = begin; index < end; index++)
            {
                sumActual += actual[order[index]];
                sumPredicted += predicted[order[index]];
            }

            if (end > begin) deciles.Add(new PredictionDecile(decile + 1, end - begin, sumPredicted / (end - begin), sumActual / (end - begin)));
        }

        return deciles;
    }

    /// <summary>Share of actual values within their interval, both ends included.</summary>
    /// <param name="actual">What came.</param>
    /// <param name="low">Lower ends.</param>
    /// <param name="high">Upper ends.</param>
    public static double Coverage(ReadOnlySpan<double> actual, ReadOnlySpan<double> low, ReadOnlySpan<double> high)
    {
        ThrowIfLengthsDiffer(actual, low);
        ThrowIfLengthsDiffer(actual, high);
        var inside = 0;
        for (var row = 0; row < actual.Length; row++)
        {
            if (actual[row] >= low[row] && actual[row] <= high[row]) inside++;
        }

        return inside / (double)actual.Length;
    }

    /// <summary>Largest distance between the empirical distribution of values and the uniform one on [0, 1].</summary>
    /// <param name="values">In [0, 1].</param>
    public static double KolmogorovDistance(ReadOnlySpan<double> values)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        var distance = 0.0;
        for (var index = 0; index < sorted.Length; index++)
        {
            distance = Math.Max(distance, Math.Max(
                Math.Abs(sorted[index] - ((double)index / sorted.Length)),
                Math.Abs(((index + 1.0) / sorted.Length) - sorted[index])));
        }

        return distance;
    }

    /// <summary>Ranks from 1, ties at their mean rank.</summary>
    internal static double[] MidRanks(ReadOnlySpan<double> values)
    {
        var order = Order(values);
        var ranks = new double[values.Length];
        for (var begin = 0; begin < order.Length;)
        {
            var end = begin + 1;
            while (end < order.Length && values[order[end]] == values[order[begin]]) end++;
            for (var index = begin; index < end; index++) ranks[order[index]] = (begin + end + 1) / 2.0;
            begin = end;
        }

        return ranks;
    }

    private static int[] Order(ReadOnlySpan<double> values)
    {
        var keys = values.ToArray();
        var order = new int[keys.Length];
        for (var row = 0; row < order.Length; row++) order[row] = row;
        Array.Sort(keys, order);
        return order;
    }

    private static double GiniNumerator(ReadOnlySpan<double> actual, ReadOnlySpan<double> by)
    {
        var ranks = MidRanks(by);
        var sum = 0.0;
        for (var row = 0; row < ranks.Length; row++) sum += actual[row] * ((2 * ranks[row]) - ranks.Length - 1);
        return sum;
    }

    private static void ThrowIfLengthsDiffer(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        if (left.Length != right.Length) throw new ArgumentException($"{left.Length} values against {right.Length}; expected as many");
    }
}

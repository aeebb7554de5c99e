using System.Collections.Frozen;
using ChurnPredict.Boosting;
using ChurnPredict.Features;
using ChurnPredict.History;

namespace ChurnPredict.Learning;

/// <summary>Finds features that know the label: alone they rank churners almost perfectly, which honest features hardly ever do.</summary>
internal static class LabelLeak
{
    /// <summary>AUC of a single feature from which it is named.</summary>
    public const double SuspiciousAuc = 0.97;

    private const int RowsLookedAt = 20_000;

    // Where churn is silence, a label is told from when orders came after the date, which nothing told from when they came before it
    // can know: among the few regulars of a café these rank churners almost perfectly by right.
    private static readonly FrozenSet<string> ToldFromOrderTimes =
        new FeatureBlock[] { new RecencyFeatures(), new FrequencyFeatures(), new ValueModelFeatures() }.SelectMany(block => block.Definitions)
            .Select(feature => feature.Name).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The names of such features.</summary>
    /// <param name="features">Rows of one snapshot.</param>
    /// <param name="labels">1 = churned, parallel to the rows.</param>
    /// <param name="kind">What labels are told from.</param>
    public static IReadOnlyList<string> Find(FeatureMatrix features, float[] labels, ChurnKind kind)
    {
        var stride = Math.Max(1, features.RowCount / RowsLookedAt);
        var rows = Enumerable.Range(0, (features.RowCount + stride - 1) / stride).Select(index => index * stride).ToArray();
        var sampled = Array.ConvertAll(rows, row => labels[row]);
        return [.. Enumerable.Range(0, features.FeatureCount)
            .Where(feature => kind != ChurnKind.Inactivity || !ToldFromOrderTimes.Contains(features.Features[feature].Name))
            .Where(feature => Auc(features, feature, rows, sampled) >= SuspiciousAuc)
            .Select(feature => features.Features[feature].Name)];
    }

    /// <summary>The AUC of the better direction, with missing values once at the low and once at the high end.</summary>
    private static double Auc(FeatureMatrix features, int feature, int[] rows, float[] labels)
    {
        double With(double missing)
        {
            var values = Array.ConvertAll(rows, row =>
            {
                var value = features.Values[((long)row * features.FeatureCount) + feature];
                return float.IsNaN(value) ? missing : value;
            });
            var auc = Metric.Auc(labels, values);
            return Math.Max(auc, 1 - auc);
        }

        return Math.Max(With(double.NegativeInfinity), With(double.PositiveInfinity));
    }
}

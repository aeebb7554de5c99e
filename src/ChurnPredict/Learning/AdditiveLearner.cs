using ChurnPredict.Boosting;

namespace ChurnPredict.Learning;

/// <summary>
/// Fits a logistic regression on a few features and writes it as trees, one a feature: an ensemble like any other, so that it can be
/// averaged with boosted trees and its reasons stay exact. On small bases it is what the trees lack: it extrapolates smoothly and
/// does not pick noise. Numbers enter by the logarithm of their bin, categories as one weight each.
/// </summary>
internal static class AdditiveLearner
{
    /// <summary>Penalty on half the squared standardised weights, per row: a few thousand rows of a drifting base bear no less.</summary>
    private const double Ridge = 0.01;

    /// <summary>Rows × columns² that a Newton step may take; more rows would not move the weights.</summary>
    private const double MostWork = 2e8;

    /// <summary>Recency, frequency and money as they stand at any age of the history: decayed sums beside totals, so that the score's
    /// level moves less as a young history grows; on Online Retail's origins of 2011-04-14 to 06-13 they rank as well.</summary>
    private static readonly string[] Purchases =
        ["recency_days", "tenure_days", "orders_decayed_90d", "spend_decayed_90d", "order_days_total", "spend_total"];

    /// <summary>Fits.</summary>
    /// <param name="training">Rows of either class.</param>
    /// <returns>Log-odds as trees; raw scores are not calibrated.</returns>
    public static TreeEnsemble Learn(TrainingData training)
    {
        var terms = FeaturesOf(training.Features).Select(feature => AdditiveTerm.Of(training.Features, feature)).ToArray();
        var columnCount = terms.Sum(term => term.ColumnCount);
        var stride = (int)Math.Max(1, Math.Ceiling(training.Labels.Length * (double)columnCount * columnCount / MostWork));
        var rows = Enumerable.Range(0, (training.Labels.Length + stride - 1) / stride).Select(index => index * stride).ToArray();
        double[][] columns = [.. terms.SelectMany(term => term.Columns(training.Features, rows))];
        var fit = LogisticRegression.Fit(Array.ConvertAll(rows, row => training.Labels[row]), columns, Ridge);
        var (trees, baseScore, weight) = (new List<DecisionTree>(), fit.Intercept, 0);
        foreach (var term in terms)
        {
            var (tree, mean) = term.ToTree(fit.Weights.AsSpan(weight, term.ColumnCount));
            trees.Add(tree);
            baseScore += mean;
            weight += term.ColumnCount;
        }

        return new TreeEnsemble(training.Features.Features, trees, baseScore, LinkFunction.Logistic);
    }

    /// <summary>Recency, frequency and money where there are purchases; every feature that varies where there are none.</summary>
    private static IEnumerable<int> FeaturesOf(FeatureMatrix rows)
    {
        var all = Enumerable.Range(0, rows.FeatureCount).ToArray();
        var purchases = all.Where(feature => Purchases.Contains(rows.Features[feature].Name)).ToArray();
        return purchases.Any(feature => rows.Features[feature].Name == Purchases[0]) ? purchases : all;
    }
}

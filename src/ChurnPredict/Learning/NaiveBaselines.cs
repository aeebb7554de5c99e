using ChurnPredict.Boosting;

namespace ChurnPredict.Learning;

/// <summary>
/// What a careful person would do without trees: rank by recency, rank by frequency, or fit a logistic regression on recency,
/// frequency and money; without purchases, a logistic regression on everything. Fitted on the rows that the judged model was trained on.
/// </summary>
internal sealed class NaiveBaselines
{
    /// <summary>Rows that a regression of four weights is fitted to at most; more would not move it.</summary>
    private const int MaximumRows = 100_000;

    private static readonly string[] Recency = ["recency_days"];
    private static readonly string[] Frequency = ["order_days_total"];
    private static readonly string[] RecencyFrequencyMoney = ["recency_days", "order_days_total", "spend_total", "tenure_days"];

    private readonly (string Name, string[] Features, LogisticRegression Fit)[] _models;
    private readonly TreeEnsemble? _logistic;

    public NaiveBaselines(TrainingData training)
    {
        _models =
        [
            .. new[] { ("recency", Recency), ("frequency", Frequency), ("logistic_rfm", RecencyFrequencyMoney) }
                .Where(model => IndexOf(training.Features, model.Item2[0]) >= 0)
                .Select(model => (model.Item1, model.Item2, Fit(training, model.Item2))),
        ];
        _logistic = IndexOf(training.Features, Frequency[0]) >= 0 ? null : AdditiveLearner.Learn(training);
    }

    /// <summary>Probabilities of each baseline for rows it has not seen, by name.</summary>
    public IReadOnlyDictionary<string, double[]> Predict(FeatureMatrix rows)
    {
        var predicted = _models.ToDictionary(model => model.Name, model => Predict(rows, model.Features, model.Fit));
        if (_logistic is { } logistic)
            predicted["logistic"] = [.. Enumerable.Range(0, rows.RowCount).Select(row => LogOdds.ToProbability(logistic.RawScore(rows.Row(row))))];
        return predicted;
    }

    private static double[] Predict(FeatureMatrix rows, string[] features, LogisticRegression fit)
    {
        var columns = Columns(rows, features, 1);
        var row = new double[columns.Length];
        return [.. Enumerable.Range(0, rows.RowCount).Select(index =>
        {
            for (var column = 0; column < row.Length; column++) row[column] = columns[column][index];
            return LogOdds.ToProbability(fit.LogOdds(row));
        })];
    }

    private static LogisticRegression Fit(TrainingData training, string[] names)
    {
        var stride = Math.Max(1, training.Labels.Length / MaximumRows);
        var labels = training.Labels.Where((_, row) => row % stride == 0).ToArray();
        return LogisticRegression.Fit(labels, Columns(training.Features, names, stride), ridge: 1e-4);
    }

    /// <summary>The named features as ln(1 + value); 0 where missing.</summary>
    private static double[][] Columns(FeatureMatrix rows, string[] names, int stride) =>
    [
        .. names.Select(name => IndexOf(rows, name)).Where(feature => feature >= 0).Select(feature =>
            Enumerable.Range(0, (rows.RowCount + stride - 1) / stride).Select(index =>
            {
                var value = rows.Values[((long)index * stride * rows.FeatureCount) + feature];
                return float.IsFinite(value) ? Math.Log(1 + Math.Max(0, value)) : 0;
            }).ToArray()),
    ];

    private static int IndexOf(FeatureMatrix rows, string name)
    {
        for (var feature = 0; feature < rows.FeatureCount; feature++)
        {
            if (rows.Features[feature].Name == name) return feature;
        }

        return -1;
    }
}

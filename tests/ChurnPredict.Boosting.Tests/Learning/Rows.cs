namespace ChurnPredict.Boosting.Tests;

/// <summary>Seeded rows with counts, money, missing scores and a category, and labels that depend on them.</summary>
internal static class Rows
{
    public static readonly FeatureColumn[] Columns =
        [new("count"), new("money"), new("score"), new("region", IsCategorical: true), new("noise"), new("flag")];

    public static TrainingData Churn(int rows, int seed, IReadOnlyList<FeatureColumn>? columns = null)
    {
        var random = new Random(seed);
        var (values, labels) = (new float[rows * 6], new float[rows]);
        for (var row = 0; row < rows; row++)
        {
            var cells = values.AsSpan(row * 6, 6);
            cells[0] = (float)Math.Floor(Math.Exp(2 * random.NextDouble()));
            cells[1] = (float)Math.Exp(3 * random.NextDouble());
            cells[2] = random.NextDouble() < 0.4 ? float.NaN : random.Next(11);
            cells[3] = random.Next(12);
            cells[4] = (float)random.NextDouble();
            cells[5] = random.Next(2);
            var logOdds = 0.5 * cells[0] - 0.2 * cells[1] + (float.IsNaN(cells[2]) ? 0.5 : 0.3 * (5 - cells[2])) + (cells[3] % 3 == 0 ? 1 : -0.5);
            labels[row] = random.NextDouble() < 1 / (1 + Math.Exp(-logOdds)) ? 1 : 0;
        }

        return new TrainingData(new FeatureMatrix(values, rows, 6, columns ?? Columns), labels);
    }

    /// <summary>The same rows in another order, or some of them, or some twice.</summary>
    public static TrainingData Pick(TrainingData data, IReadOnlyList<int> rows)
    {
        var features = data.Features.FeatureCount;
        var values = new float[rows.Count * features];
        for (var row = 0; row < rows.Count; row++) data.Features.Row(rows[row]).CopyTo(values.AsSpan(row * features));
        return new TrainingData(
            new FeatureMatrix(values, rows.Count, features, data.Features.Features), [.. rows.Select(row => data.Labels[row])])
        {
            Weights = data.Weights is { } weights ? [.. rows.Select(row => weights[row])] : null,
        };
    }

    /// <summary>The same rows with other features.</summary>
    public static TrainingData Map(TrainingData data, IReadOnlyList<FeatureColumn> columns, Func<float[], float[]> map)
    {
        var values = Enumerable.Range(0, data.Labels.Length).SelectMany(row => map(data.Features.Row(row).ToArray())).ToArray();
        return data with { Features = new FeatureMatrix(values, data.Labels.Length, columns.Count, columns) };
    }

    public static double[] RawScores(TreeEnsemble ensemble, FeatureMatrix rows)
    {
        var scores = new double[rows.RowCount];
        for (var row = 0; row < scores.Length; row++) scores[row] = ensemble.RawScore(rows.Row(row));
        return scores;
    }

    public static double MeanLoss(TreeEnsemble ensemble, TrainingData data, IObjective objective) =>
        RawScores(ensemble, data.Features).Select((score, row) => objective.Loss(data.Labels[row], score)).Average();

    /// <summary>Every number of an ensemble, so that equality means the same bytes.</summary>
    public static string Print(TreeEnsemble ensemble) => string.Join('\n', ensemble.Trees.Select(tree =>
        string.Join(' ', tree.Nodes.Select(node => node.ToString())) + '|' + string.Join(' ', tree.Leaves.Select(leaf => leaf.ToString()))
        + '|' + string.Join(' ', tree.CategorySets))) + '|' + BitConverter.DoubleToInt64Bits(ensemble.BaseScore);
}

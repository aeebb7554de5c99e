using ChurnPredict.Boosting;

namespace ChurnPredict.MLNet.Tests;

/// <summary>Rows with six numbers and a category, of which 60 % are missing, and labels that follow from them and from chance.</summary>
internal static class SampleRows
{
    private const double MissingShare = 0.6;

    private static readonly FeatureColumn[] Columns =
        [.. Enumerable.Range(0, 6).Select(feature => new FeatureColumn($"number_{feature}")), new FeatureColumn("kind", IsCategorical: true)];

    public static TrainingData Churn(int rows, int seed) => Make(rows, seed, (logOdds, random) => random.NextDouble() < 1 / (1 + Math.Exp(-logOdds)) ? 1 : 0);

    public static TrainingData Amounts(int rows, int seed) =>
        Make(rows, seed, (logOdds, random) => random.NextDouble() < 0.5 ? 0 : (float)Math.Exp(0.5 * logOdds + random.NextDouble()));

    private static TrainingData Make(int rows, int seed, Func<double, Random, float> label)
    {
        var random = new Random(seed);
        var values = new float[rows * Columns.Length];
        var labels = new float[rows];
        for (var row = 0; row < rows; row++)
        {
            var logOdds = -0.5;
            for (var feature = 0; feature < Columns.Length; feature++)
            {
                var value = feature == 6 ? random.Next(5) : (float)Math.Round((random.NextDouble() * 20) - 10, 2);
                var isMissing = random.NextDouble() < MissingShare;
                values[(row * Columns.Length) + feature] = isMissing ? float.NaN : value;
                logOdds += isMissing ? 0.2 * (feature % 2) : feature == 6 ? value == 3 ? 1.5 : 0 : 0.15 * value * ((feature % 3) - 1);
            }

            labels[row] = label(logOdds, random);
        }

        return new TrainingData(new FeatureMatrix(values, rows, Columns.Length, Columns), labels);
    }
}

namespace ChurnPredict.Boosting.Tests;

/// <summary>Grows a tree best leaf first by trying every split of every leaf on the raw values, in double precision: slow and plain.</summary>
internal sealed class BruteForceTree(TrainingData data, double[] gradients, double[] hessians, GradientBoostingOptions options)
{
    /// <summary>The value that each row gets, before the learning rate, and the loss that each split removed.</summary>
    public (double[] Values, List<double> Gains) Grow()
    {
        var leaves = new List<int[]> { Enumerable.Range(0, data.Labels.Length).ToArray() };
        var gains = new List<double>();
        while (leaves.Count < options.MaximumLeaves)
        {
            var best = leaves.Select((leaf, index) => (Index: index, Split: Best(leaf))).MaxBy(candidate => candidate.Split.Gain);
            if (best.Split.Gain <= 1e-9) break;
            gains.Add(best.Split.Gain);
            leaves.Add(leaves[best.Index].Except(best.Split.Left).ToArray());
            leaves[best.Index] = best.Split.Left;
        }

        var values = new double[data.Labels.Length];
        foreach (var leaf in leaves)
        {
            foreach (var row in leaf) values[row] = Value(leaf);
        }

        return (values, gains);
    }

    private (double Gain, int[] Left) Best(int[] leaf)
    {
        (double Gain, int[] Left) best = (0, []);
        for (var feature = 0; feature < data.Features.FeatureCount; feature++)
        {
            var column = feature;
            foreach (var threshold in leaf.Select(row => data.Features.Row(row)[column]).Where(value => !float.IsNaN(value)).Distinct())
            {
                foreach (var missingGoesLeft in new[] { false, true })
                {
                    var left = leaf.Where(row => float.IsNaN(data.Features.Row(row)[column])
                        ? missingGoesLeft : data.Features.Row(row)[column] <= threshold).ToArray();
                    var right = leaf.Except(left).ToArray();
                    if (Math.Min(left.Length, right.Length) < options.MinimumLeafRows) continue;
                    if (Math.Min(Sum(left, hessians), Sum(right, hessians)) < options.MinimumLeafHessian) continue;
                    var gain = 0.5 * (Gain(left) + Gain(right) - Gain(leaf));
                    if (gain > best.Gain) best = (gain, left);
                }
            }
        }

        return best;
    }

    private static double Sum(int[] rows, double[] values) => rows.Sum(row => values[row]);

    private double Shrunk(int[] rows)
    {
        var gradient = Sum(rows, gradients);
        return Math.Sign(gradient) * Math.Max(Math.Abs(gradient) - options.L1, 0);
    }

    private double Value(int[] rows) => -Shrunk(rows) / (Sum(rows, hessians) + options.L2);

    private double Gain(int[] rows) => Shrunk(rows) * Shrunk(rows) / (Sum(rows, hessians) + options.L2);
}

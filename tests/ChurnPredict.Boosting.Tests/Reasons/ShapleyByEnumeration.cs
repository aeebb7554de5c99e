namespace ChurnPredict.Boosting.Tests;

/// <summary>Shapley values and interactions from the definition, over every coalition of features.</summary>
internal static class ShapleyByEnumeration
{
    /// <summary>The path-dependent game: features outside the coalition follow the training weight.</summary>
    public static double PathDependent(TreeEnsemble ensemble, float[] row, uint coalition) =>
        ensemble.BaseScore + ensemble.Trees.Sum(tree => tree.Nodes.Length == 0 ? tree.Leaves[0].Value : Expect(tree, row, coalition, 0));

    /// <summary>The interventional game: features outside the coalition come from the background rows.</summary>
    public static double Interventional(TreeEnsemble ensemble, float[] row, FeatureMatrix background, uint coalition) =>
        Enumerable.Range(0, background.RowCount).Average(other =>
        {
            var mixed = background.Row(other).ToArray();
            for (var feature = 0; feature < mixed.Length; feature++)
                if ((coalition >> feature & 1) != 0) mixed[feature] = row[feature];
            return ensemble.RawScore(mixed);
        });

    public static double[] Values(int featureCount, Func<uint, double> game)
    {
        var worth = Worth(featureCount, game);
        var values = new double[featureCount];
        for (var feature = 0; feature < featureCount; feature++)
        {
            for (var coalition = 0u; coalition < worth.Length; coalition++)
            {
                if ((coalition >> feature & 1) != 0) continue;
                var size = System.Numerics.BitOperations.PopCount(coalition);
                values[feature] += Factorial(size) * Factorial(featureCount - size - 1) / Factorial(featureCount)
                    * (worth[coalition | 1u << feature] - worth[coalition]);
            }
        }

        return values;
    }

    /// <summary>Row-major: off the diagonal half the interaction index each, on it what is left of the value.</summary>
    public static double[] Interactions(int featureCount, Func<uint, double> game)
    {
        var worth = Worth(featureCount, game);
        var matrix = new double[featureCount * featureCount];
        var values = Values(featureCount, coalition => worth[coalition]);
        for (var first = 0; first < featureCount; first++)
        {
            matrix[(first * featureCount) + first] += values[first];
            for (var second = 0; second < featureCount; second++)
            {
                if (second == first) continue;
                var (one, other) = (1u << first, 1u << second);
                for (var coalition = 0u; coalition < worth.Length; coalition++)
                {
                    if ((coalition & (one | other)) != 0) continue;
                    var size = System.Numerics.BitOperations.PopCount(coalition);
                    var share = Factorial(size) * Factorial(featureCount - size - 2) / (2 * Factorial(featureCount - 1))
                        * (worth[coalition | one | other] - worth[coalition | one] - worth[coalition | other] + worth[coalition]);
                    matrix[(first * featureCount) + second] += share;
                    matrix[(first * featureCount) + first] -= share;
                }
            }
        }

        return matrix;
    }

    private static double[] Worth(int featureCount, Func<uint, double> game) =>
        [.. Enumerable.Range(0, 1 << featureCount).Select(coalition => game((uint)coalition))];

    private static double Expect(DecisionTree tree, float[] row, uint coalition, int child)
    {
        if (child < 0) return tree.Leaves[~child].Value;
        var node = tree.Nodes[child];
        if ((coalition >> node.Feature & 1) != 0)
            return Expect(tree, row, coalition, TreeDecision.GoesLeft(node, tree.CategorySets, row[node.Feature]) ? node.Left : node.Right);
        double Cover(int index) => index >= 0 ? tree.Nodes[index].Cover : tree.Leaves[~index].Cover;
        return ((Cover(node.Left) * Expect(tree, row, coalition, node.Left)) + (Cover(node.Right) * Expect(tree, row, coalition, node.Right)))
            / (Cover(node.Left) + Cover(node.Right));
    }

    private static double Factorial(int n) => n <= 1 ? 1 : n * Factorial(n - 1);
}

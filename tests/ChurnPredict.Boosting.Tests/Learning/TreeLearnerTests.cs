namespace ChurnPredict.Boosting.Tests;

public sealed class TreeLearnerTests
{
    [Theory]
    [InlineData(1, 0, 0, 1)]
    [InlineData(5, 0, 1, 2)]
    [InlineData(12, 0.4, 2, 3)]
    [InlineData(20, 0, 0, 4)]
    [InlineData(9, 1.5, 0.1, 5)]
    public void Learn_OneTree_GrowsAsBruteForceDoes(int minimumLeafRows, double l1, double l2, int seed)
    {
        var data = SmallRows(150, seed);
        var options = new GradientBoostingOptions
        {
            Rounds = 1, LearningRate = 1, MaximumLeaves = 7, MinimumLeafRows = minimumLeafRows, L1 = l1, L2 = l2, ThreadCount = 1,
        };
        var ensemble = new GradientBoosting(options).Learn(data);

        var (gradients, hessians) = LogisticDerivatives(data, ensemble.BaseScore);
        var (values, gains) = new BruteForceTree(data, gradients, hessians, options).Grow();
        Assert.Equal(gains.Order().Select(gain => Math.Round(gain, 4)), ensemble.Trees[0].Nodes.Select(node => Math.Round(node.Gain, 4)).Order());
        var scores = Rows.RawScores(ensemble, data.Features);
        for (var row = 0; row < values.Length; row++) Assert.Equal(values[row], scores[row] - ensemble.BaseScore, 1e-4);
    }

    [Fact]
    public void Learn_MinimumLeafRows_HoldsInEveryLeaf()
    {
        var data = Rows.Churn(4_000, 3);
        var ensemble = new GradientBoosting(new GradientBoostingOptions { Rounds = 20, MinimumLeafRows = 37, MaximumLeaves = 63 }).Learn(data);
        Assert.All(ensemble.Trees, tree => Assert.All(tree.Leaves, leaf => Assert.True(leaf.Cover >= 37)));
        Assert.Contains(ensemble.Trees, tree => tree.Leaves.Any(leaf => leaf.Cover < 45));
    }

    [Fact]
    public void Learn_Covers_AreRowsAndAddUp()
    {
        var data = Rows.Churn(1_000, 4);
        var tree = new GradientBoosting(new GradientBoostingOptions { Rounds = 1 }).Learn(data).Trees[0];
        var reached = new double[tree.Leaves.Length];
        for (var row = 0; row < 1_000; row++) reached[TreeWalk.LeafIndex(tree, data.Features.Row(row))]++;
        Assert.Equal(reached, tree.Leaves.Select(leaf => leaf.Cover));
        Assert.Equal(1_000, tree.Nodes[0].Cover);
    }

    [Fact]
    public void Learn_MaximumDepth_IsKept()
    {
        var ensemble = new GradientBoosting(new GradientBoostingOptions { Rounds = 5, MaximumDepth = 3, MaximumLeaves = 100 }).Learn(Rows.Churn(3_000, 5));
        Assert.All(ensemble.Trees, tree => Assert.InRange(tree.Leaves.Length, 2, 8));
        Assert.Contains(ensemble.Trees, tree => tree.Leaves.Length == 8);
    }

    [Fact]
    public void Learn_DepthWise_FillsLevelsBeforeGoingDeeper()
    {
        var options = new GradientBoostingOptions { Rounds = 1, MaximumLeaves = 8, Growth = TreeGrowth.DepthWise };
        var byLevel = new GradientBoosting(options).Learn(Rows.Churn(3_000, 6));
        var byDepth = new GradientBoosting(options with { MaximumDepth = 3, Growth = TreeGrowth.LeafWise }).Learn(Rows.Churn(3_000, 6));
        Assert.Equal(8, byLevel.Trees[0].Leaves.Length);
        Assert.Equal(
            byDepth.Trees[0].Leaves.Select(leaf => leaf.Value).Order(), byLevel.Trees[0].Leaves.Select(leaf => leaf.Value).Order());
    }

    [Fact]
    public void Learn_MinimumLeafHessian_HoldsInEveryLeaf()
    {
        // The squared error has a hessian of 1 a row, so that a leaf's hessian is its cover.
        var options = new GradientBoostingOptions { Rounds = 5, MinimumLeafRows = 1, MinimumLeafHessian = 150, Objective = new SquaredErrorObjective() };
        var ensemble = new GradientBoosting(options).Learn(Rows.Churn(3_000, 10));
        Assert.All(ensemble.Trees, tree => Assert.All(tree.Leaves, leaf => Assert.True(leaf.Cover >= 150)));
        Assert.Contains(ensemble.Trees, tree => tree.Leaves.Any(leaf => leaf.Cover < 300));
    }

    [Fact]
    public void Learn_MinimumGain_LeavesOutSmallerSplits()
    {
        var ensemble = new GradientBoosting(new GradientBoostingOptions { Rounds = 10, MinimumGain = 3 }).Learn(Rows.Churn(2_000, 7));
        Assert.NotEmpty(ensemble.Trees[0].Nodes);
        Assert.All(ensemble.Trees, tree => Assert.All(tree.Nodes, node => Assert.True(node.Gain > 3)));
    }

    [Theory]
    [InlineData(MonotoneConstraint.Increasing)]
    [InlineData(MonotoneConstraint.Decreasing)]
    public void Learn_MonotoneFeature_ScoreNeverMovesAgainstIt(MonotoneConstraint monotone)
    {
        FeatureColumn[] columns = [.. Rows.Columns];
        columns[1] = columns[1] with { Monotone = monotone };
        columns[4] = columns[4] with { Monotone = monotone };
        var data = Rows.Churn(3_000, 8, columns);
        var ensemble = new GradientBoosting(new GradientBoostingOptions { Rounds = 60, MinimumLeafRows = 5 }).Learn(data);
        foreach (var feature in new[] { 1, 4 })
        {
            for (var row = 0; row < 50; row++) AssertMonotone(ensemble, data.Features.Row(row).ToArray(), feature, (int)monotone);
        }
    }

    [Fact]
    public void Learn_MissingValuesThatMatter_AreSplitFromAllOthers()
    {
        var values = Enumerable.Range(0, 400).Select(row => row % 4 == 0 ? float.NaN : row % 7).ToArray();
        var labels = values.Select(value => float.IsNaN(value) ? 1f : 0f).ToArray();
        labels[1] = 1;
        var data = new TrainingData(new FeatureMatrix(values, 400, 1), labels);
        var ensemble = new GradientBoosting(new GradientBoostingOptions { Rounds = 30 }).Learn(data);
        Assert.True(ensemble.Predict([float.NaN]) > 0.9);
        Assert.True(ensemble.Predict([3f]) < 0.1);
    }

    [Fact]
    public void Learn_MaximumLeavesBeyondRows_StopsWhenNothingIsGained()
    {
        var data = SmallRows(30, 9);
        var ensemble = new GradientBoosting(new GradientBoostingOptions { Rounds = 3, MaximumLeaves = 1_000, MinimumLeafRows = 1 }).Learn(data);
        Assert.All(ensemble.Trees, tree => Assert.InRange(tree.Leaves.Length, 2, 30));
    }

    private static void AssertMonotone(TreeEnsemble ensemble, float[] row, int feature, int direction)
    {
        var last = double.NegativeInfinity;
        for (var step = 0; step <= 60; step++)
        {
            row[feature] = step / 3f;
            var score = direction * ensemble.RawScore(row);
            Assert.True(score >= last - 1e-12, $"feature {feature} at {row[feature]}: {score} after {last}");
            last = score;
        }
    }

    private static TrainingData SmallRows(int rows, int seed)
    {
        var random = new Random(seed);
        var values = Enumerable.Range(0, rows * 3).Select(_ => random.NextDouble() < 0.2 ? float.NaN : (float)random.Next(12) / 3).ToArray();
        var labels = Enumerable.Range(0, rows)
            .Select(row => random.NextDouble() < (values[row * 3] > 1.5f ? 0.8 : 0.3) * (values[row * 3 + 1] > 2 ? 1 : 0.6) ? 1f : 0f).ToArray();
        return new TrainingData(new FeatureMatrix(values, rows, 3), labels);
    }

    private static (double[] Gradients, double[] Hessians) LogisticDerivatives(TrainingData data, double score)
    {
        var probability = 1 / (1 + Math.Exp(-score));
        return (data.Labels.Select(label => probability - label).ToArray(), data.Labels.Select(_ => probability * (1 - probability)).ToArray());
    }
}

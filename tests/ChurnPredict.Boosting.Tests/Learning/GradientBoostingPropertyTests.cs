namespace ChurnPredict.Boosting.Tests;

/// <summary>What must not change an ensemble's predictions on its own rows.</summary>
public sealed class GradientBoostingPropertyTests
{
    private static readonly GradientBoostingOptions Options = new() { Rounds = 20, MaximumLeaves = 12 };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Learn_RowsInAnotherOrder_GivesTheSameTrees(int seed)
    {
        var data = Rows.Churn(2_000, seed);
        var order = Enumerable.Range(0, 2_000).ToArray();
        new Random(seed).Shuffle(order);
        Assert.Equal(Scores(data), OriginalOrder(Scores(Rows.Pick(data, order)), order), Near(1e-4));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Learn_FeaturesInAnotherOrder_GivesTheSameScores(int seed)
    {
        var data = Rows.Churn(2_000, seed);
        int[] order = [4, 2, 5, 0, 3, 1];
        var moved = Rows.Map(data, [.. order.Select(feature => Rows.Columns[feature])], row => [.. order.Select(feature => row[feature])]);
        Assert.Equal(Scores(data), Scores(moved), Near(1e-6));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    public void Learn_FeatureTransformedMonotonically_GivesTheSameScores(int seed)
    {
        var data = Rows.Churn(2_000, seed);
        var transformed = Rows.Map(data, Rows.Columns, row => [row[0] * row[0] * row[0], MathF.Log(row[1]), row[2], row[3], row[4], row[5]]);
        Assert.Equal(Scores(data), Scores(transformed), Near(1e-6));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    public void Learn_RowsTwice_AreRowsOfWeightTwo(int seed)
    {
        var options = Options with { MinimumLeafRows = 1, MinimumLeafHessian = 3 };
        // Few distinct values, so that the bins do not depend on how often each stands there.
        var data = Rows.Map(Rows.Churn(1_000, seed), Rows.Columns, row => [.. row.Select(value => MathF.Round(value, 1))]);
        var twice = Enumerable.Range(0, 1_000).SelectMany(row => row % 3 == 0 ? new[] { row, row } : [row]).ToArray();
        var weighted = data with { Weights = [.. Enumerable.Range(0, 1_000).Select(row => row % 3 == 0 ? 2f : 1f)] };
        var byRows = new GradientBoosting(options).Learn(Rows.Pick(data, twice));
        var byWeights = new GradientBoosting(options).Learn(weighted);
        Assert.Equal(Rows.RawScores(byRows, data.Features), Rows.RawScores(byWeights, data.Features), Near(1e-4));
    }

    [Fact]
    public void Learn_ConstantColumn_ChangesNothing()
    {
        var data = Rows.Churn(2_000, 10);
        var wider = Rows.Map(data, [.. Rows.Columns, new FeatureColumn("constant")], row => [.. row, 7f]);
        Assert.Equal(Scores(data), Scores(wider));
    }

    [Fact]
    public void Learn_ColumnThatIsAlwaysMissing_ChangesNothing()
    {
        var data = Rows.Churn(2_000, 11);
        var wider = Rows.Map(data, [.. Rows.Columns, new FeatureColumn("never")], row => [.. row, float.NaN]);
        Assert.Equal(Scores(data), Scores(wider));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(7)]
    public void Learn_OnMoreThreads_GivesTheSameBytes(int threads)
    {
        var data = Rows.Churn(30_000, 12) with { Weights = [.. Enumerable.Range(0, 30_000).Select(row => 0.5f + row % 3)] };
        var options = Options with { ThreadCount = 1, RowSampling = RowSampling.GradientBased(0.3, 0.2), FeatureFraction = 0.7 };
        var one = new GradientBoosting(options).Learn(data);
        var many = new GradientBoosting(options with { ThreadCount = threads }).Learn(data);
        Assert.Equal(Rows.Print(one), Rows.Print(many));
    }

    [Fact]
    public void Learn_OnMoreThreadsWithAllRows_GivesTheSameBytes()
    {
        var data = Rows.Churn(50_000, 13);
        var prints = new[] { 1, 2, 4 }.Select(threads => Rows.Print(new GradientBoosting(Options with { ThreadCount = threads }).Learn(data)));
        Assert.Single(prints.Distinct());
    }

    [Theory]
    [InlineData(1, 1.0)]
    [InlineData(2, 0.4)]
    public void Learn_HistogramsByRowOrByColumnOrAsTheTrialFinds_GiveTheSameBytes(int threads, double featureFraction)
    {
        var data = Rows.Churn(9_000, 15);
        var options = Options with { ThreadCount = threads, FeatureFraction = featureFraction };
        var layouts = new HistogramLayout?[] { HistogramLayout.ByRow, HistogramLayout.ByColumn, null };
        var prints = layouts.Select(layout => Rows.Print(new GradientBoosting(options with { HistogramLayout = layout }).Learn(data)));
        Assert.Single(prints.Distinct());
    }

    [Fact]
    public void Learn_Twice_LeavesLearnerAndBinsAsTheyWere()
    {
        var data = Rows.Churn(2_000, 14);
        var shared = data with { Bins = BinnedMatrix.From(data.Features) };
        var learner = new GradientBoosting(Options);
        var first = Rows.Print(learner.Learn(shared));
        Assert.Equal(first, Rows.Print(learner.Learn(shared)));
        Assert.Equal(first, Rows.Print(learner.Learn(data)));
    }

    private static double[] Scores(TrainingData data) => Rows.RawScores(new GradientBoosting(Options).Learn(data), data.Features);

    private static double[] OriginalOrder(double[] scores, int[] order)
    {
        var original = new double[scores.Length];
        for (var place = 0; place < order.Length; place++) original[order[place]] = scores[place];
        return original;
    }

    private static Func<double, double, bool> Near(double tolerance) => (expected, found) => Math.Abs(expected - found) <= tolerance;
}

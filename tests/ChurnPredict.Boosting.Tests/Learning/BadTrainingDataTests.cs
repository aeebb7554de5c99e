namespace ChurnPredict.Boosting.Tests;

public sealed class BadTrainingDataTests
{
    [Theory]
    [InlineData(float.NaN, "label NaN in row 1")]
    [InlineData(float.PositiveInfinity, "row 1")]
    [InlineData(-0.1f, "label -0.1 in row 1; expected 0 to 1")]
    [InlineData(2f, "label 2 in row 1; expected 0 to 1")]
    public void Learn_BadLabel_NamesRowAndValue(float label, string expected) =>
        AssertRefused(Data([0, 1, 2], [0, label, 1]), expected);

    [Fact]
    public void Learn_OneClassOnly_IsRefused() => AssertRefused(Data([0, 1, 2], [1, 1, 1]), "all 3 labels are 1; expected both 0 and 1");

    [Fact]
    public void Learn_NoRows_IsRefused() => AssertRefused(Data([], []), "0 rows");

    [Fact]
    public void Learn_InfiniteValue_NamesFeatureAndRow() => AssertRefused(Data([0, float.NegativeInfinity, 2], [0, 1, 1]), "feature f0 is -Infinity in row 1");

    [Theory]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    public void Learn_BadWeight_IsRefused(float weight) =>
        AssertRefused(Data([0, 1, 2], [0, 1, 1]) with { Weights = [1, 1, weight] }, "in row 2");

    [Fact]
    public void Learn_AllWeightsZero_LearnsNothing()
    {
        var ensemble = new GradientBoosting(new() { Rounds = 2 }).Learn(Data([0, 1, 2], [0, 1, 1]) with { Weights = [0, 0, 0] });
        Assert.All(ensemble.Trees, tree => Assert.Empty(tree.Nodes));
    }

    [Fact]
    public void Learn_InfiniteInitialScore_IsRefused() =>
        AssertRefused(Data([0, 1, 2], [0, 1, 1]) with { InitialScores = [0, double.NaN, 0] }, "initial score NaN in row 1");

    [Fact]
    public void Learn_CategoryThatIsNoWholeNumber_IsRefused()
    {
        var matrix = new FeatureMatrix([0, 1.5f, 2], 3, 1, [new FeatureColumn("plan", IsCategorical: true)]);
        AssertRefused(new TrainingData(matrix, [0, 1, 1]), "feature plan is 1.5 in row 1");
    }

    [Fact]
    public void Learn_LengthsThatDiffer_AreCallerMistakes() =>
        Assert.Throws<ArgumentException>(() => new GradientBoosting(new()).Learn(Data([0, 1, 2], [0, 1])));

    [Fact]
    public void Learn_NegativeCounts_AreRefusedByLogLinks()
    {
        foreach (var objective in new IObjective[] { new PoissonObjective(), new TweedieObjective(), new GammaObjective() })
        {
            var learner = new GradientBoosting(new() { Objective = objective });
            Assert.Throws<InvalidTrainingDataException>(() => learner.Learn(Data([0, 1, 2], [1, -1, 1])));
        }
    }

    [Fact]
    public void Learn_HugeLabels_StayFinite()
    {
        var data = Data([.. Enumerable.Range(0, 200).Select(row => (float)row)], [.. Enumerable.Range(0, 200).Select(row => row % 2 == 0 ? 1e30f : 0)]);
        foreach (var objective in new IObjective[] { new SquaredErrorObjective(), new TweedieObjective(), new PoissonObjective() })
        {
            var ensemble = new GradientBoosting(new() { Objective = objective, Rounds = 20 }).Learn(data);
            Assert.All(Rows.RawScores(ensemble, data.Features), score => Assert.True(double.IsFinite(score)));
        }
    }

    [Fact]
    public void Learn_ContinuedFromOtherFeatures_IsACallerMistake()
    {
        var other = new GradientBoosting(new() { Rounds = 1 }).Learn(Rows.Churn(100, 1));
        Assert.Throws<ArgumentException>(() => new GradientBoosting(new()).Learn(Data([0, 1, 2], [0, 1, 1]), continueFrom: other));
    }

    [Fact]
    public void Options_OutOfRange_NameOptionValueAndRange()
    {
        var message = Assert.Throws<ArgumentException>(() => new GradientBoosting(new() { MaximumLeaves = 1 })).Message;
        Assert.Equal("MaximumLeaves is 1; expected at least 2", message);
        Assert.Throws<ArgumentException>(() => new GradientBoosting(new() { LearningRate = double.NaN }));
        Assert.Throws<ArgumentException>(() => new GradientBoosting(new() { MaximumBins = 256 }));
        Assert.Throws<ArgumentException>(() => new GradientBoosting(new() { L2 = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => RowSampling.Plain(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => RowSampling.GradientBased(0.9, 0.2));
    }

    private static void AssertRefused(TrainingData data, string expected) => Assert.Contains(
        expected, Assert.Throws<InvalidTrainingDataException>(() => new GradientBoosting(new()).Learn(data)).Message, StringComparison.Ordinal);

    private static TrainingData Data(float[] values, float[] labels) => new(new FeatureMatrix(values, values.Length, 1), labels);
}

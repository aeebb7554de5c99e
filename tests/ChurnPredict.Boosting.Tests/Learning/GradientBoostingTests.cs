namespace ChurnPredict.Boosting.Tests;

public sealed class GradientBoostingTests
{
    [Fact]
    public void Learn_PlantedSignal_RanksUnseenRows()
    {
        var test = Rows.Churn(4_000, 2);
        var ensemble = new GradientBoosting(new GradientBoostingOptions { Rounds = 60, MaximumLeaves = 8 }).Learn(Rows.Churn(8_000, 1));
        var predictions = Rows.RawScores(ensemble, test.Features).Select(ensemble.ApplyLink).ToArray();
        Assert.True(Metric.Auc(test.Labels, predictions) > 0.78);
        Assert.Equal(0, Metric.Bias(test.Labels, predictions), 0.02);
    }

    [Fact]
    public void LearnInDetail_EarlyStopping_CutsAtTheBestRound()
    {
        var options = new GradientBoostingOptions { Rounds = 400, LearningRate = 0.3, EarlyStoppingRounds = 10 };
        var (training, validation) = (Rows.Churn(1_000, 3), Rows.Churn(1_000, 4));
        var result = new GradientBoosting(options).LearnInDetail(training, validation);
        Assert.Equal(result.ValidationLosses.Min(), result.ValidationLosses[result.BestRound - 1]);
        Assert.Equal(result.BestRound, result.Ensemble.Trees.Count);
        Assert.Equal(result.BestRound + 10, result.ValidationLosses.Count);
        Assert.Equal(result.ValidationLosses[result.BestRound - 1], Rows.MeanLoss(result.Ensemble, validation, options.Objective), 1e-5);
    }

    [Fact]
    public void LearnInDetail_WithoutEarlyStopping_KeepsEveryRoundAndTheCurve()
    {
        var result = new GradientBoosting(new GradientBoostingOptions { Rounds = 12 }).LearnInDetail(Rows.Churn(500, 5), Rows.Churn(500, 6));
        Assert.Equal(12, result.Ensemble.Trees.Count);
        Assert.Equal(12, result.ValidationLosses.Count);
    }

    [Fact]
    public void Learn_Continued_GoesOnWhereItStopped()
    {
        var data = Rows.Churn(2_000, 7);
        var options = new GradientBoostingOptions { Rounds = 10 };
        var first = new GradientBoosting(options).Learn(data);
        var continued = new GradientBoosting(options).Learn(data, continueFrom: first);
        var atOnce = new GradientBoosting(options with { Rounds = 20 }).Learn(data);
        Assert.Equal(20, continued.Trees.Count);
        Assert.Equal(Rows.MeanLoss(atOnce, data, options.Objective), Rows.MeanLoss(continued, data, options.Objective), 1e-3);
        Assert.True(Rows.MeanLoss(continued, data, options.Objective) < Rows.MeanLoss(first, data, options.Objective) - 0.01);
    }

    [Fact]
    public void Learn_InitialScoresThatAreRight_LeavesNothingToLearn()
    {
        var labels = Enumerable.Range(0, 400).Select(row => (float)(row % 10)).ToArray();
        var data = new TrainingData(new FeatureMatrix([.. labels], 400, 1), labels) { InitialScores = [.. labels.Select(label => (double)label)] };
        var ensemble = new GradientBoosting(new GradientBoostingOptions { Rounds = 3, Objective = new SquaredErrorObjective() }).Learn(data);
        Assert.All(Rows.RawScores(ensemble, data.Features), score => Assert.Equal(0, score, 1e-9));
    }

    [Fact]
    public void Learn_HalfOfRowsAndFeatures_StillLearns()
    {
        var data = Rows.Churn(4_000, 8);
        var objective = new LogisticObjective();
        var start = data.Labels.Average(label => objective.Loss(label, objective.StartScore(data.Labels, default)));
        foreach (var sampling in new[] { RowSampling.Plain(0.5), RowSampling.GradientBased() })
        {
            var options = new GradientBoostingOptions { Rounds = 40, RowSampling = sampling, FeatureFraction = 0.5 };
            Assert.True(Rows.MeanLoss(new GradientBoosting(options).Learn(data), data, objective) < start - 0.1);
        }
    }

    [Fact]
    public void Learn_PlainSampling_GrowsEachTreeOnThatShare()
    {
        var options = new GradientBoostingOptions { Rounds = 5, RowSampling = RowSampling.Plain(0.4) };
        var ensemble = new GradientBoosting(options).Learn(Rows.Churn(5_000, 9));
        Assert.All(ensemble.Trees, tree => Assert.InRange(tree.Nodes[0].Cover, 1_850, 2_150));
        Assert.True(ensemble.Trees.Select(tree => tree.Nodes[0].Cover).Distinct().Count() > 1);
    }

    [Fact]
    public void Learn_PositiveClassWeight_IsTheSameAsWeightingPositiveRows()
    {
        var data = Rows.Churn(2_000, 10);
        var options = new GradientBoostingOptions { Rounds = 10 };
        var byClass = new GradientBoosting(options with { Objective = new LogisticObjective { PositiveClassWeight = 3 } }).Learn(data);
        var byRow = new GradientBoosting(options).Learn(data with { Weights = [.. data.Labels.Select(label => label > 0 ? 3f : 1f)] });
        var rows = Enumerable.Range(0, 2_000);
        Assert.All(rows, row => Assert.Equal(byRow.RawScore(data.Features.Row(row)), byClass.RawScore(data.Features.Row(row)), 1e-4));
    }

    [Fact]
    public void Learn_LabelsBetweenZeroAndOne_AreTheSameAsWeightedRowsOfBoth()
    {
        var (data, random) = (Rows.Churn(2_000, 12), new Random(12));
        float[] labels = [.. data.Labels.Select(label => random.Next(2) == 0 ? label : random.NextSingle())];
        var options = new GradientBoostingOptions { Rounds = 10, MinimumLeafRows = 1 };
        var soft = new GradientBoosting(options).Learn(data with { Labels = labels });
        var both = new TrainingData(
            new FeatureMatrix([.. data.Features.Values, .. data.Features.Values], 4_000, data.Features.FeatureCount, data.Features.Features),
            [.. Enumerable.Repeat(1f, 2_000), .. Enumerable.Repeat(0f, 2_000)])
        {
            Weights = [.. labels, .. labels.Select(label => 1 - label)],
        };
        var hard = new GradientBoosting(options).Learn(both);
        Assert.All(Enumerable.Range(0, 2_000), row => Assert.Equal(hard.RawScore(data.Features.Row(row)), soft.RawScore(data.Features.Row(row)), 1e-2));
    }

    [Fact]
    public void Learn_Quantile_LeavesThatShareBelow()
    {
        var random = new Random(11);
        var values = Enumerable.Range(0, 3_000).Select(_ => (float)random.NextDouble()).ToArray();
        var labels = values.Select(value => (float)(10 * value + random.NextDouble() * (1 + value))).ToArray();
        var data = new TrainingData(new FeatureMatrix(values, 3_000, 1), labels);
        var ensemble = new GradientBoosting(new GradientBoostingOptions { Rounds = 100, Objective = new QuantileObjective { Alpha = 0.8 } }).Learn(data);
        Assert.Equal(0.8, Rows.RawScores(ensemble, data.Features).Where((score, row) => labels[row] <= score).Count() / 3_000.0, 0.03);
    }

    [Fact]
    public void Learn_Huber_IsPulledLessByOutliersThanSquaredError()
    {
        var random = new Random(14);
        var values = Enumerable.Range(0, 3_000).Select(_ => (float)random.Next(4)).ToArray();
        var labels = values.Select(value => (float)(2 * value + random.NextDouble() + (random.Next(20) == 0 ? 500 : 0))).ToArray();
        var data = new TrainingData(new FeatureMatrix(values, 3_000, 1), labels);
        var options = new GradientBoostingOptions { Rounds = 150 };
        var huber = new GradientBoosting(options with { Objective = new HuberObjective() }).Learn(data);
        var squared = new GradientBoosting(options with { Objective = new SquaredErrorObjective() }).Learn(data);
        for (var value = 0; value < 4; value++)
        {
            Assert.Equal(2 * value + 0.55, huber.Predict([value]), 0.15);
            Assert.InRange(squared.Predict([value]), 2 * value + 10, 2 * value + 50);
        }
    }

    [Fact]
    public void Learn_ObjectiveOfTheCallers_LearnsByItsGradients()
    {
        var data = Rows.Churn(2_000, 15);
        var options = new GradientBoostingOptions { Rounds = 20 };
        var own = new GradientBoosting(options with { Objective = new TwiceSquaredError() }).Learn(data);
        var squared = new GradientBoosting(options with
        {
            Objective = new SquaredErrorObjective(),
            L2 = options.L2 / 2,
            CategoryL2 = options.CategoryL2 / 2,
            CategorySmoothing = options.CategorySmoothing / 2,
            MinimumLeafHessian = options.MinimumLeafHessian / 2,
        }).Learn(data);
        Assert.Equal(LinkFunction.Identity, own.Link);
        Assert.Equal(Rows.RawScores(squared, data.Features), Rows.RawScores(own, data.Features));
    }

    [Theory]
    [InlineData("poisson")]
    [InlineData("tweedie")]
    [InlineData("gamma")]
    public void Learn_LogLinkObjective_PredictsMeansWithoutBias(string name)
    {
        IObjective objective = name switch { "poisson" => new PoissonObjective(), "gamma" => new GammaObjective(), _ => new TweedieObjective() };
        var random = new Random(12);
        var values = Enumerable.Range(0, 4_000).Select(_ => (float)random.Next(5)).ToArray();
        var labels = values.Select(value => (float)((1 + value) * (name == "tweedie" && random.Next(2) == 0 ? 0 : 0.5 + random.NextDouble()))).ToArray();
        var data = new TrainingData(new FeatureMatrix(values, 4_000, 1), labels);
        var ensemble = new GradientBoosting(new GradientBoostingOptions { Rounds = 150, Objective = objective }).Learn(data);
        foreach (var group in values.Zip(labels).GroupBy(pair => pair.First, pair => pair.Second))
            Assert.Equal(1, ensemble.Predict([group.Key]) / group.Average(), 0.02);
    }

    [Fact]
    public void Learn_Cancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        var progress = new Immediate(report =>
        {
            if (report.Round == 3) source.Cancel();
        });
        Assert.Throws<OperationCanceledException>(() =>
            new GradientBoosting(new GradientBoostingOptions()).Learn(Rows.Churn(300, 13), progress: progress, cancellationToken: source.Token));
        Assert.Equal(3, progress.Last.Round);
    }

    /// <summary>An objective that the library does not have.</summary>
    private sealed class TwiceSquaredError : IObjective
    {
        public LinkFunction Link => LinkFunction.Identity;

        public void ThrowIfInvalid(ReadOnlySpan<float> labels) => Assert.Equal(2_000, labels.Length);

        public double StartScore(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights) => new SquaredErrorObjective().StartScore(labels, weights);

        public void Gradients(
            ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, ReadOnlySpan<float> scores, Span<float> gradients, Span<float> hessians)
        {
            for (var row = 0; row < labels.Length; row++) (gradients[row], hessians[row]) = (2 * (scores[row] - labels[row]), 2);
        }

        public double Loss(double label, double score) => (score - label) * (score - label);
    }

    private sealed class Immediate(Action<BoostingProgress> act) : IProgress<BoostingProgress>
    {
        public BoostingProgress Last { get; private set; }

        public void Report(BoostingProgress value)
        {
            Last = value;
            act(value);
        }
    }
}

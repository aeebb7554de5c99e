using ChurnPredict.Boosting;

namespace ChurnPredict.MLNet.Tests;

public sealed class MLNetLearnerTests
{
    private static readonly TrainingData Training = SampleRows.Churn(2_000, seed: 1);
    private static readonly TrainingData Later = SampleRows.Churn(1_000, seed: 2);
    private static readonly GradientBoostingOptions Options = new() { Rounds = 30, MaximumLeaves = 8, MinimumLeafRows = 10, ThreadCount = 1 };

    public static TheoryData<string> Names() => [.. MLNetLearners.BuiltIn.Select(learner => learner.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Learn_SixtyPercentMissing_ScoresEveryRowAsMLNetDoes(string name)
    {
        var result = MLNetLearners.Find(name)!.Learn(Options, Training);
        var plain = PlainModel.Score<PlainScore>(result.LibraryFile!, Training.Features, Later.Features);
        for (var row = 0; row < plain.Length; row++)
            Assert.Equal(plain[row].Probability, result.Ensemble.Predict(Later.Features.Row(row)), 1e-5);
        Assert.True(plain.Select(score => score.Probability).Distinct().Count() > 50, "found hardly any different scores");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Learn_AmountsByTweedie_PredictsEveryRowAsMLNetDoes(string name)
    {
        var training = SampleRows.Amounts(2_000, seed: 3);
        var result = MLNetLearners.Find(name)!.Learn(Options with { Objective = new TweedieObjective() }, training);
        var plain = PlainModel.Score<PlainAmount>(result.LibraryFile!, training.Features, Later.Features);
        Assert.Equal(LinkFunction.Exponential, result.Ensemble.Link);
        // A leaf of zeros alone is e^-100, of which ML.NET's float keeps few digits.
        for (var row = 0; row < plain.Length; row++)
            Assert.Equal(plain[row].Score, result.Ensemble.Predict(Later.Features.Row(row)), 1e-5 * Math.Max(1e-3, plain[row].Score));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Learn_SquaredError_PredictsEveryRowAsMLNetDoes(string name)
    {
        var training = SampleRows.Amounts(2_000, seed: 4);
        var result = MLNetLearners.Find(name)!.Learn(Options with { Objective = new SquaredErrorObjective() }, training);
        var plain = PlainModel.Score<PlainAmount>(result.LibraryFile!, training.Features, Later.Features);
        for (var row = 0; row < plain.Length; row++)
            Assert.Equal(plain[row].Score, result.Ensemble.Predict(Later.Features.Row(row)), 1e-5 * Math.Max(1, Math.Abs(plain[row].Score)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Learn_LaterRows_TellsTheLossAfterEveryTreeAndLearns(string name)
    {
        var result = MLNetLearners.Find(name)!.Learn(Options, Training, Later);
        var objective = new LogisticObjective();
        var loss = Enumerable.Range(0, 1_000).Average(row => objective.Loss(Later.Labels[row], result.Ensemble.RawScore(Later.Features.Row(row))));
        Assert.Equal(result.Ensemble.Trees.Count, result.ValidationLosses.Count);
        Assert.Equal(loss, result.ValidationLosses[^1], 1e-9);
        var share = Later.Labels.Average();
        Assert.True(result.ValidationLosses.Min() < -(share * Math.Log(share)) - ((1 - share) * Math.Log(1 - share)), "learned less than the base rate");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Learn_AnyNumberOfThreads_GivesTheSameTrees(string name)
    {
        var learner = MLNetLearners.Find(name)!;
        var (one, two) = (learner.Learn(Options, Training).Ensemble, learner.Learn(Options with { ThreadCount = 2 }, Training).Ensemble);
        Assert.All(Enumerable.Range(0, 1_000), row => Assert.Equal(one.RawScore(Later.Features.Row(row)), two.RawScore(Later.Features.Row(row))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Learn_EveryTree_IsCoveredByAllTrainingRows(string name)
    {
        var ensemble = MLNetLearners.Find(name)!.Learn(Options, Training).Ensemble;
        Assert.All(ensemble.Trees.Where(tree => tree.Nodes.Length > 0), tree => Assert.Equal(2_000, tree.Nodes[0].Cover));
        Assert.All(ensemble.Trees, tree => Assert.Equal(2_000, tree.Leaves.Sum(leaf => leaf.Cover)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Learn_WrittenAndReadBack_ScoresTheSame(string name)
    {
        var ensemble = MLNetLearners.Find(name)!.Learn(Options, Training).Ensemble;
        using var file = new MemoryStream();
        TreeEnsembleFile.Write(ensemble, file);
        file.Position = 0;
        var read = TreeEnsembleFile.Read(file, "model");
        Assert.All(Enumerable.Range(0, 100), row => Assert.Equal(ensemble.RawScore(Later.Features.Row(row)), read.RawScore(Later.Features.Row(row))));
    }

    [Fact]
    public void Learn_EarlyStopping_KeepsTheBestRounds()
    {
        var options = Options with { Rounds = 200, LearningRate = 0.3, EarlyStoppingRounds = 10 };
        var result = MLNetLearners.Find(MLNetLearnerNames.FastTree)!.Learn(options, Training, Later);
        Assert.Equal(result.BestRound, result.Ensemble.Trees.Count);
        Assert.InRange(result.BestRound, 1, 150);
    }

    [Fact]
    public void Learn_ObjectiveThatMLNetLacks_IsNamed()
    {
        var options = Options with { Objective = new QuantileObjective() };
        var exception = Assert.Throws<ArgumentException>(() => MLNetLearners.Find(MLNetLearnerNames.FastTree)!.Learn(options, SampleRows.Amounts(200, 1)));
        Assert.Contains("QuantileObjective", exception.Message, StringComparison.Ordinal);
    }
}

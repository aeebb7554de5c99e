using ChurnPredict.Boosting;

namespace ChurnPredict.MLNet.Tests;

public sealed class AutoMlLearnerTests
{
    [Fact]
    public void Tune_FewSeconds_FindsATrainerWhoseTreesScoreAsMLNetDoes()
    {
        var (training, later) = (SampleRows.Churn(600, seed: 1), SampleRows.Churn(300, seed: 2));
        var (learner, settings) = new AutoMlLearner().Tune(new LogisticObjective(), training, later, TimeSpan.FromSeconds(3), seed: 1);
        var result = learner.Learn(new GradientBoostingOptions { ThreadCount = 1 }, training, later);
        var plain = PlainModel.Score<PlainScore>(result.LibraryFile!, training.Features, later.Features);
        Assert.Matches("FastTree|FastForest|LightGbm", settings);
        Assert.Single(result.ValidationLosses);
        for (var row = 0; row < plain.Length; row++) Assert.Equal(plain[row].Probability, result.Ensemble.Predict(later.Features.Row(row)), 1e-5);
    }

    [Fact]
    public void Tune_LossOfAmounts_StaysWithFastTreeTweedie()
    {
        var rows = SampleRows.Amounts(300, seed: 1);
        var learner = new AutoMlLearner();
        Assert.Same(learner, learner.Tune(new TweedieObjective(), rows, rows, TimeSpan.FromSeconds(1), seed: 1).Learner);
    }
}

namespace ChurnPredict.Boosting.Tests;

public sealed class CategoricalSplitTests
{
    private static readonly FeatureColumn[] OneCategory = [new("category", IsCategorical: true)];

    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    public void Learn_ScatteredRiskyCategories_AreFoundInOneSplit(int categories)
    {
        var values = Enumerable.Range(0, 8_000).Select(row => (float)(row % categories)).ToArray();
        var labels = values.Select((value, row) => IsRisky(value) == (row % 11 != 0) ? 1f : 0f).ToArray();
        var options = new GradientBoostingOptions { Rounds = 1, MaximumLeaves = 2, LearningRate = 1 };
        var ensemble = new GradientBoosting(options).Learn(new TrainingData(new FeatureMatrix(values, 8_000, 1, OneCategory), labels));
        for (var category = 0; category < categories; category++)
            Assert.Equal(IsRisky(category), ensemble.Predict([category]) > 0.5);
        Assert.True(ensemble.Trees[0].Nodes[0].CategoryWordCount > 0);

        static bool IsRisky(float category) => (int)category % 3 == 1;
    }

    [Fact]
    public void Learn_MissingAndUnseenCategories_AreScored()
    {
        var values = Enumerable.Range(0, 4_000).Select(row => row % 4 == 3 ? float.NaN : (float)(row % 4)).ToArray();
        var labels = values.Select((value, row) => float.IsNaN(value) || row % 9 == 0 ? 1f : 0f).ToArray();
        var ensemble = new GradientBoosting(new GradientBoostingOptions { Rounds = 40 })
            .Learn(new TrainingData(new FeatureMatrix(values, 4_000, 1, OneCategory), labels));
        Assert.True(ensemble.Predict([float.NaN]) > 0.9);
        Assert.Equal(ensemble.Predict([float.NaN]), ensemble.Predict([-1f]));
        Assert.InRange(ensemble.Predict([99f]), 0, 1);
    }

    [Fact]
    public void Learn_MillionDistinctCategories_StaysSmallAndLearnsTheRest()
    {
        const int Rows = 1_000_000;
        var values = new float[Rows * 2];
        var labels = new float[Rows];
        for (var row = 0; row < Rows; row++)
        {
            values[row * 2] = row;
            values[row * 2 + 1] = row * 7 % 10;
            labels[row] = values[row * 2 + 1] > 5 ? 1 : 0;
        }

        FeatureColumn[] columns = [new("id", IsCategorical: true), new("signal")];
        var ensemble = new GradientBoosting(new GradientBoostingOptions { Rounds = 5 })
            .Learn(new TrainingData(new FeatureMatrix(values, Rows, 2, columns), labels));
        Assert.All(ensemble.Trees, tree => Assert.True(tree.CategorySets.Length <= 31 * 1_024));
        Assert.All(ensemble.Trees, tree => Assert.Equal(1, tree.Nodes[0].Feature));
    }

    [Fact]
    public void Learn_ConstrainedCategory_IsRefused()
    {
        FeatureColumn[] columns = [new("category", IsCategorical: true, MonotoneConstraint.Increasing)];
        var data = new TrainingData(new FeatureMatrix([0, 1, 2, 3], 4, 1, columns), [0, 1, 0, 1]);
        Assert.Contains("category", Assert.Throws<ArgumentException>(() => new GradientBoosting(new()).Learn(data)).Message, StringComparison.Ordinal);
    }
}

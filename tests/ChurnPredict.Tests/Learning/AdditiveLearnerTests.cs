using ChurnPredict.Boosting;
using ChurnPredict.Learning;

namespace ChurnPredict.Tests.Learning;

public sealed class AdditiveLearnerTests
{
    [Fact]
    public void Learn_LogisticTruth_RecoversItsLogOdds()
    {
        var rows = Rows(20_000);
        var ensemble = AdditiveLearner.Learn(rows);
        var errors = Enumerable.Range(0, 2_000).Select(row => Math.Abs(ensemble.RawScore(rows.Features.Row(row)) - Truth(rows.Features.Row(row)))).ToArray();
        Assert.True(errors.Average() < 0.12, $"mean error {errors.Average()}");
    }

    [Fact]
    public void Learn_MissingNumber_CountsAsTheMean()
    {
        var rows = Rows(5_000);
        var ensemble = AdditiveLearner.Learn(rows);
        var ofCategory = Enumerable.Range(0, rows.Labels.Length).Where(row => rows.Features.Row(row)[1] == 0).ToArray();
        var meanScore = ofCategory.Average(row => ensemble.RawScore(rows.Features.Row(row)));
        Assert.Equal(meanScore, ensemble.RawScore([float.NaN, 0, float.NaN]), 0.2);
    }

    [Fact]
    public void Learn_UnknownCategory_LiesBetweenTheKnownOnes()
    {
        var ensemble = AdditiveLearner.Learn(Rows(5_000));
        var known = Enumerable.Range(0, 3).Select(category => ensemble.RawScore([5, category, 0.5f])).ToArray();
        Assert.InRange(ensemble.RawScore([5, 99, 0.5f]), known.Min(), known.Max());
    }

    [Fact]
    public void Learn_EveryFeature_HasATreeOfItsOwn()
    {
        var ensemble = AdditiveLearner.Learn(Rows(2_000));
        Assert.Equal(3, ensemble.Trees.Count);
        for (var tree = 0; tree < ensemble.Trees.Count; tree++) Assert.All(ensemble.Trees[tree].Nodes, node => Assert.Equal(tree, node.Feature));
        Assert.All(ensemble.Trees, tree => Assert.Equal(0, tree.Leaves.Sum(leaf => leaf.Value * leaf.Cover), 1e-6));
    }

    [Fact]
    public void Learn_PurchaseFeatures_UsesThoseAlone()
    {
        var rows = Rows(2_000, "recency_days", "plan", "noise");
        var ensemble = AdditiveLearner.Learn(rows);
        Assert.All(Assert.Single(ensemble.Trees).Nodes, node => Assert.Equal(0, node.Feature));
    }

    /// <summary>Log-odds 1.5 · ln(1 + x) − 3, and 1 more for category 1; the third feature is noise, half of it missing.</summary>
    private static double Truth(ReadOnlySpan<float> row) => (1.5 * Math.Log(1 + row[0])) - 3 + (row[1] == 1 ? 1 : 0);

    private static TrainingData Rows(int count, params string[] names)
    {
        var random = new Random(7);
        var values = new float[count * 3];
        var labels = new float[count];
        for (var row = 0; row < count; row++)
        {
            values[row * 3] = (float)(random.NextDouble() * 20);
            values[(row * 3) + 1] = random.Next(3);
            values[(row * 3) + 2] = random.Next(2) == 0 ? float.NaN : (float)random.NextDouble();
            labels[row] = random.NextDouble() < LogOdds.ToProbability(Truth(values.AsSpan(row * 3, 3))) ? 1 : 0;
        }

        string Name(int feature) => names.Length > 0 ? names[feature] : $"f{feature}";
        return new TrainingData(new FeatureMatrix(values, count, 3, [new(Name(0)), new(Name(1), IsCategorical: true), new(Name(2))]), labels);
    }
}

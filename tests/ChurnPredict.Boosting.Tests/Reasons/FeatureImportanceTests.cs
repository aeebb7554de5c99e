namespace ChurnPredict.Boosting.Tests;

public sealed class FeatureImportanceTests
{
    // Raw score = 3 if f0 > 0, plus 1 if f2 > 0; f1 is never asked.
    private static readonly TreeEnsemble Ensemble = new(
        [new FeatureColumn("f0"), new FeatureColumn("f1"), new FeatureColumn("f2")],
        [Stump(0, 3, gain: 7), Stump(2, 1, gain: 2), Stump(0, 0, gain: 0.5)],
        0,
        LinkFunction.Identity);

    [Fact]
    public void ByGain_SplitsOfAFeature_AreAddedUp() => Assert.Equal([7.5, 0, 2], FeatureImportance.ByGain(Ensemble));

    [Fact]
    public void ByMeanAbsoluteShap_BalancedRows_IsHalfTheStep()
    {
        var explainer = new ShapExplainer(Ensemble);
        Assert.Equal([1.5, 0, 0.5], FeatureImportance.ByMeanAbsoluteShap(explainer, Rows(100), 2));
    }

    [Fact]
    public void ByPermutation_SquaredError_RanksFeaturesAndLeavesRowsAlone()
    {
        var rows = Rows(4000);
        var (before, labels) = (rows.Values.ToArray(), new double[4000]);
        Ensemble.PredictBatch(rows, labels);
        double Loss(ReadOnlySpan<double> predictions)
        {
            var sum = 0.0;
            for (var row = 0; row < predictions.Length; row++) sum += Math.Pow(predictions[row] - labels[row], 2);
            return sum / predictions.Length;
        }

        var importance = FeatureImportance.ByPermutation(Ensemble, rows, Loss, seed: 1, repeats: 2, threadCount: 2);
        // A shuffled coin differs from itself half the time: the loss rises by step² / 2.
        Assert.Equal(4.5, importance[0], 0.3);
        Assert.Equal(0, importance[1]);
        Assert.Equal(0.5, importance[2], 0.05);
        Assert.Equal(before, rows.Values);
        Assert.Equal(importance, FeatureImportance.ByPermutation(Ensemble, rows, Loss, seed: 1, repeats: 2));
    }

    private static DecisionTree Stump(int feature, double step, double gain) =>
        new([new TreeNode(feature, 0, true, ~0, ~1, 2, gain)], [new TreeLeaf(0, 1), new TreeLeaf(step, 1)]);

    private static FeatureMatrix Rows(int count)
    {
        var random = new Random(5);
        var values = new float[count * 3];
        for (var index = 0; index < values.Length; index++) values[index] = index / 3 % 2 == 0 ? 1 : -1;
        for (var index = 2; index < values.Length; index += 3) values[index] = index / 6 % 2 == 0 ? 1 : -1;
        for (var index = 1; index < values.Length; index += 3) values[index] = random.NextSingle();
        return new FeatureMatrix(values, count, 3);
    }
}

using ChurnPredict.Boosting;

namespace ChurnPredict.Learning;

/// <summary>One feature's part of an additive model: how values become regression columns, and columns with weights a tree.</summary>
internal abstract class AdditiveTerm
{
    /// <summary>Columns that the feature takes in the regression; 0 when it does not vary.</summary>
    public abstract int ColumnCount { get; }

    /// <summary>Lays out a feature by the rows that will be learned from.</summary>
    public static AdditiveTerm Of(FeatureMatrix rows, int feature) =>
        rows.Features[feature].IsCategorical ? CategoryTerm.Of(rows, feature) : NumericTerm.Of(rows, feature);

    /// <summary>The columns of some rows, all finite.</summary>
    public abstract IEnumerable<double[]> Columns(FeatureMatrix rows, int[] chosen);

    /// <summary>A tree whose leaves hold weight × column, less their mean over the rows, which is given apart.</summary>
    /// <param name="weights">One a column.</param>
    public abstract (DecisionTree Tree, double Mean) ToTree(ReadOnlySpan<double> weights);

    protected static float ValueOf(FeatureMatrix rows, int row, int feature) => rows.Values[((long)row * rows.FeatureCount) + feature];

    protected static (TreeLeaf[] Leaves, double Mean) Centred(double[] values, int[] counts)
    {
        double sum = 0, total = counts.Sum();
        for (var index = 0; index < values.Length; index++) sum += values[index] * counts[index];
        var mean = total > 0 ? sum / total : 0;
        return ([.. values.Zip(counts, (value, count) => new TreeLeaf(value - mean, count))], mean);
    }
}

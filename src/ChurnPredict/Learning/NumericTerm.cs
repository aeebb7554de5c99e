using ChurnPredict.Boosting;

namespace ChurnPredict.Learning;

/// <summary>A number, in equal-count bins; each bin counts by the mean of sign(x) · ln(1 + |x|) in it. A missing value counts as the
/// bin next to the mean: it says nothing.</summary>
internal sealed class NumericTerm : AdditiveTerm
{
    private const int MostBins = 32;

    private readonly int _feature;
    private readonly float[] _ends;
    private readonly double[] _values;
    private readonly int[] _counts;
    private readonly int _missingBin;

    private NumericTerm(int feature, float[] ends, double[] values, int[] counts, int missingBin)
    {
        (_feature, _ends, _values, _counts, _missingBin) = (feature, ends, values, counts, missingBin);
    }

    public override int ColumnCount => _values.Length > 1 ? 1 : 0;

    public static new NumericTerm Of(FeatureMatrix rows, int feature)
    {
        var known = Enumerable.Range(0, rows.RowCount).Select(row => ValueOf(rows, row, feature)).Where(float.IsFinite).Order().ToArray();
        var ends = EndsOf(known);
        var (sums, counts) = (new double[ends.Length + 1], new int[ends.Length + 1]);
        foreach (var value in known)
        {
            var bin = BinOf(ends, value);
            sums[bin] += Math.CopySign(Math.Log(1 + Math.Abs((double)value)), value);
            counts[bin]++;
        }

        var values = sums.Zip(counts, (sum, count) => sum / Math.Max(1, count)).ToArray();
        var mean = sums.Sum() / Math.Max(1, known.Length);
        var missingBin = Enumerable.Range(0, values.Length).MinBy(bin => Math.Abs(values[bin] - mean));
        counts[missingBin] += rows.RowCount - known.Length;
        return new NumericTerm(feature, ends, values, counts, missingBin);
    }

    public override IEnumerable<double[]> Columns(FeatureMatrix rows, int[] chosen)
    {
        if (ColumnCount == 0) return [];
        return [Array.ConvertAll(chosen, row => ValueOf(rows, row, _feature) is var value && float.IsFinite(value) ? _values[BinOf(_ends, value)] : _values[_missingBin])];
    }

    public override (DecisionTree Tree, double Mean) ToTree(ReadOnlySpan<double> weights)
    {
        var weight = weights.Length > 0 ? weights[0] : 0;
        var (leaves, mean) = Centred(Array.ConvertAll(_values, value => weight * value), _counts);
        var nodes = new List<TreeNode>();
        if (leaves.Length > 1) AddNodes(nodes, leaves, 0, leaves.Length);
        return (new DecisionTree([.. nodes], leaves), mean);
    }

    /// <summary>Splits bins <paramref name="begin"/> to <paramref name="end"/> − 1 in the middle; gives the child to point at.</summary>
    private int AddNodes(List<TreeNode> nodes, TreeLeaf[] leaves, int begin, int end)
    {
        if (end - begin == 1) return ~begin;
        var (middle, index) = ((begin + end) / 2, nodes.Count);
        nodes.Add(default);
        var left = AddNodes(nodes, leaves, begin, middle);
        var right = AddNodes(nodes, leaves, middle, end);
        nodes[index] = new TreeNode(_feature, _ends[middle - 1], _missingBin < middle, left, right, leaves[begin..end].Sum(leaf => leaf.Cover));
        return index;
    }

    /// <summary>The largest value of each bin but the last, at equal shares of the rows.</summary>
    private static float[] EndsOf(float[] sorted) => sorted.Length == 0
        ? []
        : [.. Enumerable.Range(1, MostBins - 1).Select(bin => sorted[(int)((long)sorted.Length * bin / MostBins)]).Distinct().Where(value => value < sorted[^1])];

    private static int BinOf(float[] ends, float value)
    {
        var found = Array.BinarySearch(ends, value);
        return found >= 0 ? found : ~found;
    }
}

using ChurnPredict.Boosting;

namespace ChurnPredict.Learning;

/// <summary>A category, with one column each of the common ones; rare, unknown and missing ones say nothing.</summary>
internal sealed class CategoryTerm : AdditiveTerm
{
    private const int MostCategories = 24;
    private const int FewestRows = 20;

    private readonly int _feature;
    private readonly int[] _codes;
    private readonly int[] _counts;

    private CategoryTerm(int feature, int[] codes, int[] counts)
    {
        (_feature, _codes, _counts) = (feature, codes, counts);
    }

    public override int ColumnCount => _codes.Length;

    public static new CategoryTerm Of(FeatureMatrix rows, int feature)
    {
        var common = Enumerable.Range(0, rows.RowCount).Select(row => ValueOf(rows, row, feature)).Where(value => value >= 0)
            .CountBy(value => (int)value).Where(pair => pair.Value >= FewestRows)
            .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Take(MostCategories).ToArray();
        return new CategoryTerm(
            feature, [.. common.Select(pair => pair.Key)], [.. common.Select(pair => pair.Value), rows.RowCount - common.Sum(pair => pair.Value)]);
    }

    public override IEnumerable<double[]> Columns(FeatureMatrix rows, int[] chosen) =>
        _codes.Select(code => Array.ConvertAll(chosen, row => ValueOf(rows, row, _feature) is >= 0 and var value && (int)value == code ? 1.0 : 0));

    public override (DecisionTree Tree, double Mean) ToTree(ReadOnlySpan<double> weights)
    {
        var (leaves, mean) = Centred([.. weights, 0], _counts);
        var words = new List<ulong>();
        var nodes = new TreeNode[_codes.Length];
        for (var index = 0; index < nodes.Length; index++)
        {
            var wordCount = (_codes[index] >> 6) + 1;
            var right = index + 1 < nodes.Length ? index + 1 : ~(index + 1);
            nodes[index] = new TreeNode(
                _feature, 0, false, ~index, right, leaves[index..].Sum(leaf => leaf.Cover), CategoryWordStart: words.Count, CategoryWordCount: wordCount);
            words.AddRange(Enumerable.Range(0, wordCount).Select(word => word == wordCount - 1 ? 1UL << (_codes[index] & 63) : 0));
        }

        return (new DecisionTree(nodes, leaves, [.. words]), mean);
    }
}

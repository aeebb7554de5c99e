using System.Globalization;
using System.Text;

namespace ChurnPredict.Boosting;

/// <summary>From an ensemble to LightGBM's text; fields in the order in which LightGBM 4 writes them.</summary>
internal sealed class LightGbmTextWriter(TreeEnsemble ensemble)
{
    public void Write(Stream stream)
    {
        var trees = ensemble.Trees.Count > 0 ? ensemble.Trees : [new DecisionTree([], [new TreeLeaf(0, 0)])];
        var blocks = trees.Select(Block).ToArray();
        var text = new StringBuilder();
        text.Append("tree\nversion=v4\nnum_class=1\nnum_tree_per_iteration=1\nlabel_index=0\n");
        text.Append(CultureInfo.InvariantCulture, $"max_feature_idx={ensemble.Features.Count - 1}\n");
        text.Append("objective=").Append(Objective()).Append('\n');
        text.Append("feature_names=").AppendJoin(' ', ensemble.Features.Select(Name)).Append('\n');
        text.Append("feature_infos=").AppendJoin(' ', Enumerable.Range(0, ensemble.Features.Count).Select(Info)).Append('\n');
        text.Append("tree_sizes=").AppendJoin(' ', blocks.Select(block => Encoding.UTF8.GetByteCount(block))).Append("\n\n");
        foreach (var block in blocks) text.Append(block);
        text.Append("end of trees\n\nfeature_importances:\n");
        AppendImportances(text);
        text.Append("\nparameters:\nend of parameters\n\npandas_categorical:null\n");
        stream.Write(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private string Objective() => ensemble.Link switch
    {
        LinkFunction.Logistic => "binary sigmoid:1",
        LinkFunction.Exponential => "poisson",
        _ => "regression",
    };

    // LightGBM separates names by blanks, and its parser takes no brackets, quotes, commas, colons or braces in them.
    private static string Name(FeatureColumn feature, int index)
    {
        var name = string.Concat(feature.Name.Select(letter => " \t\r\n[]{}\",:".Contains(letter, StringComparison.Ordinal) ? '_' : letter));
        return name.Length > 0 ? name : $"Column_{index}";
    }

    private string Info(int feature)
    {
        var nodes = ensemble.Trees
            .SelectMany(tree => tree.Nodes.Where(node => node.Feature == feature).Select(node => (tree, node)))
            .ToArray();
        if (nodes.Length == 0) return "none";
        if (!ensemble.Features[feature].IsCategorical) return "[-inf:inf]";
        return string.Join(':', nodes.SelectMany(item => CategorySet.Of(item.tree, item.node)).Distinct().Order());
    }

    private string Block(DecisionTree tree, int index)
    {
        var (nodes, leaves) = (tree.Nodes, tree.Leaves);
        var sets = nodes.Where(IsCategorical).Select(node => Words(tree, node)).ToArray();
        var added = index == 0 ? ensemble.BaseScore : 0;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Tree={index}\nnum_leaves={leaves.Length}\nnum_cat={sets.Length}\n");
        if (nodes.Length > 0)
        {
            AppendNodes(text, tree);
            if (sets.Length > 0)
            {
                Append(text, "cat_boundaries", sets.Aggregate(new List<int> { 0 }, (ends, set) => [.. ends, ends[^1] + set.Length]));
                Append(text, "cat_threshold", sets.SelectMany(set => set));
            }
        }

        Append(text, "leaf_value", leaves.Select(leaf => Exact(leaf.Value + added)));
        Append(text, "leaf_weight", leaves.Select(leaf => Exact(leaf.Cover)));
        Append(text, "leaf_count", leaves.Select(leaf => Count(leaf.Cover)));
        Append(text, "internal_value", nodes.Select(_ => "0"));
        Append(text, "internal_weight", nodes.Select(node => Exact(node.Cover)));
        Append(text, "internal_count", nodes.Select(node => Count(node.Cover)));
        return text.Append("is_linear=0\nshrinkage=1\n\n\n").ToString();
    }

    private static void AppendNodes(StringBuilder text, DecisionTree tree)
    {
        var categorical = 0;
        Append(text, "split_feature", tree.Nodes.Select(node => node.Feature));
        Append(text, "split_gain", tree.Nodes.Select(node => Exact(node.Gain)));
        Append(text, "threshold", tree.Nodes.Select(node => IsCategorical(node) ? Exact(categorical++) : Exact(node.Threshold)));
        Append(text, "decision_type", tree.Nodes.Select(node => (int)Decision(node)));
        Append(text, "left_child", tree.Nodes.Select(node => node.Left));
        Append(text, "right_child", tree.Nodes.Select(node => node.Right));
    }

    private static LightGbmDecision Decision(TreeNode node)
    {
        if (IsCategorical(node) && node.MissingGoesLeft)
        {
            throw new NotSupportedException(
                $"a categorical split of feature {node.Feature} sends missing values left; LightGBM always sends them right");
        }

        return LightGbmDecision.MissingIsNaN
            | (IsCategorical(node) ? LightGbmDecision.Categorical : LightGbmDecision.None)
            | (node.MissingGoesLeft ? LightGbmDecision.DefaultLeft : LightGbmDecision.None);
    }

    private static uint[] Words(DecisionTree tree, TreeNode node) =>
        [.. tree.CategorySets.AsSpan(node.CategoryWordStart, node.CategoryWordCount).ToArray()
            .SelectMany(word => new[] { (uint)word, (uint)(word >> 32) })];

    private void AppendImportances(StringBuilder text)
    {
        var splits = ensemble.Trees.SelectMany(tree => tree.Nodes).CountBy(node => node.Feature);
        foreach (var (feature, count) in splits.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key))
            text.Append(CultureInfo.InvariantCulture, $"{Name(ensemble.Features[feature], feature)}={count}\n");
    }

    private static void Append<T>(StringBuilder text, string field, IEnumerable<T> values) =>
        text.Append(field).Append('=').AppendJoin(' ', values).Append('\n');

    // LightGBM's parser knows "inf"; a double reads every float32 back exactly.
    private static string Exact(double value) =>
        double.IsInfinity(value) ? value > 0 ? "inf" : "-inf" : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Count(double cover) => Math.Clamp(Math.Round(cover), 0, int.MaxValue).ToString("F0", CultureInfo.InvariantCulture);

    private static bool IsCategorical(TreeNode node) => node.CategoryWordCount > 0;
}

using System.Globalization;
using System.Text.Json;

namespace ChurnPredict.Boosting;

/// <summary>From an ensemble to the document that XGBoost 1.7 reads.</summary>
internal sealed class XGBoostJsonWriter(TreeEnsemble ensemble)
{
    private const uint NoParent = int.MaxValue;
    private const int MaxCategory = 1 << 24;

    public void Write(Stream stream)
    {
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteStartObject("learner");
        json.WriteStartObject("attributes");
        json.WriteEndObject();
        WriteArray(json, "feature_names", ensemble.Features, feature => json.WriteStringValue(feature.Name));
        WriteArray(json, "feature_types", ensemble.Features, feature => json.WriteStringValue(feature.IsCategorical ? "c" : "float"));
        WriteBooster(json);
        WriteModelParameters(json);
        WriteObjective(json);
        json.WriteEndObject();
        WriteArray(json, "version", [1, 7, 4], json.WriteNumberValue);
        json.WriteEndObject();
    }

    private static void WriteArray<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items) write(item);
        json.WriteEndArray();
    }

    private void WriteModelParameters(Utf8JsonWriter json)
    {
        json.WriteStartObject("learner_model_param");
        // The prediction that every link maps from the raw score 0; the real base score is in the first tree.
        json.WriteString("base_score", ensemble.ApplyLink(0).ToString("0.0", CultureInfo.InvariantCulture));
        json.WriteString("boost_from_average", "1");
        json.WriteString("num_class", "0");
        json.WriteString("num_feature", ensemble.Features.Count.ToString(CultureInfo.InvariantCulture));
        json.WriteString("num_target", "1");
        json.WriteEndObject();
    }

    private void WriteObjective(Utf8JsonWriter json)
    {
        json.WriteStartObject("objective");
        if (ensemble.Link == LinkFunction.Exponential)
        {
            json.WriteString("name", "count:poisson");
            json.WriteStartObject("poisson_regression_param");
            json.WriteString("max_delta_step", "0.7");
            json.WriteEndObject();
        }
        else
        {
            json.WriteString("name", ensemble.Link == LinkFunction.Logistic ? "binary:logistic" : "reg:squarederror");
            json.WriteStartObject("reg_loss_param");
            json.WriteString("scale_pos_weight", "1");
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private void WriteBooster(Utf8JsonWriter json)
    {
        var trees = ensemble.Trees.Count > 0 ? ensemble.Trees : [new DecisionTree([], [new TreeLeaf(0, 0)])];
        json.WriteStartObject("gradient_booster");
        json.WriteStartObject("model");
        json.WriteStartObject("gbtree_model_param");
        json.WriteString("num_parallel_tree", "1");
        json.WriteString("num_trees", trees.Count.ToString(CultureInfo.InvariantCulture));
        json.WriteString("size_leaf_vector", "0");
        json.WriteEndObject();
        WriteArray(json, "tree_info", trees, _ => json.WriteNumberValue(0));
        json.WriteStartArray("trees");
        for (var index = 0; index < trees.Count; index++) WriteTree(json, trees[index], index);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteString("name", "gbtree");
        json.WriteEndObject();
    }

    /// <summary>Splits keep their numbers; leaf <c>l</c> becomes node <c>splits + l</c>.</summary>
    private void WriteTree(Utf8JsonWriter json, DecisionTree tree, int index)
    {
        var (nodes, leaves) = (tree.Nodes, tree.Leaves);
        var added = index == 0 ? ensemble.BaseScore : 0;
        json.WriteStartObject();
        WriteNodes(json, "base_weights", tree, _ => json.WriteNumberValue(0), leaf => json.WriteNumberValue((float)(leaf.Value + added)));
        WriteCategories(json, tree);
        WriteNodes(json, "default_left", tree, node => json.WriteNumberValue(IsCategorical(node) ^ node.MissingGoesLeft ? 1 : 0), _ => json.WriteNumberValue(0));
        json.WriteNumber("id", index);
        WriteNodes(json, "left_children", tree, node => json.WriteNumberValue(Number(tree, IsCategorical(node) ? node.Right : node.Left)), _ => json.WriteNumberValue(-1));
        WriteNodes(json, "loss_changes", tree, node => json.WriteNumberValue((float)node.Gain), _ => json.WriteNumberValue(0));
        WriteArray(json, "parents", Parents(tree), json.WriteNumberValue);
        WriteNodes(json, "right_children", tree, node => json.WriteNumberValue(Number(tree, IsCategorical(node) ? node.Left : node.Right)), _ => json.WriteNumberValue(-1));
        WriteNodes(json, "split_conditions", tree, node => WriteCondition(json, node), leaf => json.WriteNumberValue((float)(leaf.Value + added)));
        WriteNodes(json, "split_indices", tree, node => json.WriteNumberValue(node.Feature), _ => json.WriteNumberValue(0));
        WriteNodes(json, "split_type", tree, node => json.WriteNumberValue(IsCategorical(node) ? 1 : 0), _ => json.WriteNumberValue(0));
        WriteNodes(json, "sum_hessian", tree, node => json.WriteNumberValue((float)node.Cover), leaf => json.WriteNumberValue((float)leaf.Cover));
        json.WriteStartObject("tree_param");
        json.WriteString("num_deleted", "0");
        json.WriteString("num_feature", ensemble.Features.Count.ToString(CultureInfo.InvariantCulture));
        json.WriteString("num_nodes", (nodes.Length + leaves.Length).ToString(CultureInfo.InvariantCulture));
        json.WriteString("size_leaf_vector", "0");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteNodes(Utf8JsonWriter json, string name, DecisionTree tree, Action<TreeNode> writeNode, Action<TreeLeaf> writeLeaf)
    {
        json.WriteStartArray(name);
        foreach (var node in tree.Nodes) writeNode(node);
        foreach (var leaf in tree.Leaves) writeLeaf(leaf);
        json.WriteEndArray();
    }

    private static void WriteCategories(Utf8JsonWriter json, DecisionTree tree)
    {
        var sets = tree.Nodes.Index().Where(item => IsCategorical(item.Item)).Select(item => (item.Index, Set: Categories(tree, item.Item))).ToArray();
        WriteArray(json, "categories", sets.SelectMany(set => set.Set), json.WriteNumberValue);
        WriteArray(json, "categories_nodes", sets, set => json.WriteNumberValue(set.Index));
        var start = 0;
        WriteArray(json, "categories_segments", sets, set => json.WriteNumberValue((start += set.Set.Count) - set.Set.Count));
        WriteArray(json, "categories_sizes", sets, set => json.WriteNumberValue(set.Set.Count));
    }

    private static List<int> Categories(DecisionTree tree, TreeNode node)
    {
        var categories = CategorySet.Of(tree, node);
        if (categories.Count > 0 && categories[^1] >= MaxCategory)
            throw new NotSupportedException($"category {categories[^1]}; XGBoost takes at most {MaxCategory - 1}");
        return categories;
    }

    private static IEnumerable<uint> Parents(DecisionTree tree)
    {
        var parents = new uint[tree.Nodes.Length + tree.Leaves.Length];
        parents[0] = NoParent;
        for (var index = 0; index < tree.Nodes.Length; index++)
        {
            parents[Number(tree, tree.Nodes[index].Left)] = (uint)index;
            parents[Number(tree, tree.Nodes[index].Right)] = (uint)index;
        }

        return parents;
    }

    /// <summary>The next float above the threshold. Above the largest that is infinity: JSON has no such number, XGBoost reads it.</summary>
    private static void WriteCondition(Utf8JsonWriter json, TreeNode node)
    {
        var condition = IsCategorical(node) ? 0 : MathF.BitIncrement(node.Threshold);
        if (float.IsFinite(condition)) json.WriteNumberValue(condition);
        else json.WriteRawValue(XGBoostJson.Infinity, skipInputValidation: true);
    }

    private static int Number(DecisionTree tree, int child) => child >= 0 ? child : tree.Nodes.Length + ~child;

    private static bool IsCategorical(TreeNode node) => node.CategoryWordCount > 0;
}

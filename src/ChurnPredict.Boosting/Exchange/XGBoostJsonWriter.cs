using System.Globalization;
using System.Text.Json;

namespace ChurnPredict.Boosting;

/// <summary>From an ensemble to the document that XGBoost 1.7 reads.</summary>
internal sealed class XGBoostJsonWriter(TreeEnsemble ensemble)
{
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

    private void WriteTree(Utf8JsonWriter json, DecisionTree tree, int index)
    {
        var layout = new XGBoostLayout(tree);
        var added = index == 0 ? ensemble.BaseScore : 0;
        void Write(string name, Action<TreeNode> writeNode, Action<TreeLeaf> writeLeaf) =>
            WriteArray(json, name, layout.Children, child => Choose(tree, child, writeNode, writeLeaf));

        json.WriteStartObject();
        Write("base_weights", _ => WriteFloat(json, 0), leaf => WriteFloat(json, leaf.Value + added));
        WriteCategories(json, tree, layout);
        Write(
            "default_left",
            node => json.WriteNumberValue(IsCategorical(node) ^ node.MissingGoesLeft ? 1 : 0),
            _ => json.WriteNumberValue(0));
        json.WriteNumber("id", index);
        WriteArray(json, "left_children", layout.LeftNumbers, json.WriteNumberValue);
        Write("loss_changes", node => WriteFloat(json, node.Gain), _ => WriteFloat(json, 0));
        WriteArray(json, "parents", layout.Parents, json.WriteNumberValue);
        WriteArray(json, "right_children", layout.LeftNumbers, left => json.WriteNumberValue(left < 0 ? left : left + 1));
        Write("split_conditions", node => WriteFloat(json, Condition(node)), leaf => WriteFloat(json, leaf.Value + added));
        Write("split_indices", node => json.WriteNumberValue(node.Feature), _ => json.WriteNumberValue(0));
        Write("split_type", node => json.WriteNumberValue(IsCategorical(node) ? 1 : 0), _ => json.WriteNumberValue(0));
        Write("sum_hessian", node => WriteFloat(json, node.Cover), leaf => WriteFloat(json, leaf.Cover));
        json.WriteStartObject("tree_param");
        json.WriteString("num_deleted", "0");
        json.WriteString("num_feature", ensemble.Features.Count.ToString(CultureInfo.InvariantCulture));
        json.WriteString("num_nodes", layout.Children.Length.ToString(CultureInfo.InvariantCulture));
        json.WriteString("size_leaf_vector", "0");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Choose(DecisionTree tree, int child, Action<TreeNode> writeNode, Action<TreeLeaf> writeLeaf)
    {
        if (child >= 0) writeNode(tree.Nodes[child]);
        else writeLeaf(tree.Leaves[~child]);
    }

    private static void WriteCategories(Utf8JsonWriter json, DecisionTree tree, XGBoostLayout layout)
    {
        var sets = layout.Children.Index()
            .Where(item => item.Item >= 0 && IsCategorical(tree.Nodes[item.Item]))
            .Select(item => (Number: item.Index, Set: Categories(tree, tree.Nodes[item.Item])))
            .ToArray();
        WriteArray(json, "categories", sets.SelectMany(set => set.Set), json.WriteNumberValue);
        WriteArray(json, "categories_nodes", sets, set => json.WriteNumberValue(set.Number));
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

    /// <summary>The next float above the threshold.</summary>
    private static float Condition(TreeNode node) => IsCategorical(node) ? 0 : MathF.BitIncrement(node.Threshold);

    /// <summary>
    /// XGBoost takes no integer where it wants a float, so each has an exponent. Above the largest float is infinity: JSON has no
    /// such number, XGBoost reads it.
    /// </summary>
    private static void WriteFloat(Utf8JsonWriter json, double value)
    {
        var text = ((float)value).ToString("R", CultureInfo.InvariantCulture).Replace("E+", "E", StringComparison.Ordinal);
        if (!text.Contains('E', StringComparison.Ordinal)) text += "E0";
        json.WriteRawValue(float.IsPositiveInfinity((float)value) ? XGBoostJson.Infinity : text, skipInputValidation: true);
    }

    private static bool IsCategorical(TreeNode node) => node.CategoryWordCount > 0;
}

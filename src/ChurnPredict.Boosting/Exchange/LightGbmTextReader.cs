using System.Globalization;
using System.Text;

namespace ChurnPredict.Boosting;

/// <summary>From LightGBM's text to an ensemble.</summary>
internal sealed class LightGbmTextReader(string name)
{
    private const int MaxFeatures = 1_000_000;

    public TreeEnsemble Read(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        var line = reader.ReadLine();
        if (line != "tree") throw new InvalidTreeEnsembleException($"\"{Shorten(line)}\"", "the line \"tree\"", $"{name}, line 1");
        var header = LightGbmFields.Read(reader, $"{name}, header", out var next);
        var (link, scale) = Link(header);
        var features = Features(header);
        var trees = new List<DecisionTree>();
        while (next is not null && next.StartsWith("Tree=", StringComparison.Ordinal))
        {
            var fields = LightGbmFields.Read(reader, $"{name}, tree {trees.Count}", out next);
            trees.Add(new LightGbmTree(fields, features.Length, scale).ToTree());
        }

        if (next != "end of trees")
        {
            throw new InvalidTreeEnsembleException(
                $"\"{Shorten(next)}\"", "\"Tree=\" or \"end of trees\"", $"{name}, behind tree {trees.Count - 1}");
        }

        foreach (var node in trees.SelectMany(tree => tree.Nodes).Where(node => node.CategoryWordCount > 0))
            features[node.Feature] = features[node.Feature] with { IsCategorical = true };
        if (header.Has("average_output")) trees = [.. trees.Select(tree => Divide(tree, trees.Count))];
        return new TreeEnsemble(features, trees, 0, link);
    }

    internal static string Shorten(string? text) => text is null ? "the end" : text.Length <= 40 ? text : text[..40] + "…";

    private static (LinkFunction Link, double Scale) Link(LightGbmFields header)
    {
        foreach (var outputs in new[] { "num_class", "num_tree_per_iteration" })
        {
            if (header.Integer(outputs) != 1) throw header.Invalid($"{outputs}={header.Text(outputs)}", "one output");
        }

        var words = header.Has("objective") ? header.Text("objective").Split(' ') : ["regression"];
        if (words[0] is "binary" or "cross_entropy") return (LinkFunction.Logistic, Sigmoid(header, words));
        if (words[0] is "poisson" or "gamma" or "tweedie") return (LinkFunction.Exponential, 1);
        if (words.Contains("sqrt") || words[0] is not ("regression" or "regression_l1" or "huber" or "fair" or "quantile" or "mape"))
            throw header.Invalid($"objective={header.Text("objective")}", "binary, cross_entropy, poisson, gamma, tweedie, or a regression");
        return (LinkFunction.Identity, 1);
    }

    private static double Sigmoid(LightGbmFields header, string[] words)
    {
        var setting = words.FirstOrDefault(word => word.StartsWith("sigmoid:", StringComparison.Ordinal));
        if (setting is null) return 1;
        var isNumber = double.TryParse(setting["sigmoid:".Length..], NumberStyles.Float, CultureInfo.InvariantCulture, out var scale);
        return isNumber && double.IsFinite(scale) && scale > 0 ? scale : throw header.Invalid(setting, "a sigmoid above 0");
    }

    private static FeatureColumn[] Features(LightGbmFields header)
    {
        var last = header.Integer("max_feature_idx");
        if (last is < 0 or >= MaxFeatures) throw header.Invalid($"max_feature_idx={last}", $"0 to {MaxFeatures - 1}");
        var names = header.Text("feature_names").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (names.Length != last + 1) throw header.Invalid($"{names.Length} feature names", $"{last + 1}");
        return [.. names.Select(feature => new FeatureColumn(feature))];
    }

    private static DecisionTree Divide(DecisionTree tree, int count) =>
        new(tree.Nodes, [.. tree.Leaves.Select(leaf => leaf with { Value = leaf.Value / count })], tree.CategorySets);
}

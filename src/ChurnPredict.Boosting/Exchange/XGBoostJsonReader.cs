using System.Text.Json;

namespace ChurnPredict.Boosting;

/// <summary>From XGBoost's document to an ensemble.</summary>
internal static class XGBoostJsonReader
{
    // A file names its number of features without listing them; beyond this the number is a lie or a mistake.
    private const int MaxFeatures = 1_000_000;

    public static TreeEnsemble Read(Stream stream, string name)
    {
        using var document = Parse(stream, name);
        try
        {
            return Read(document, name);
        }
        catch (InvalidOperationException exception)
        {
            // Half a surrogate pair, escaped in a string, gets past the parser.
            throw new InvalidTreeEnsembleException(exception.Message, "text in Unicode", name, exception);
        }
    }

    private static TreeEnsemble Read(JsonDocument document, string name)
    {
        var learner = new JsonPlace(document.RootElement, name)["learner"];
        var model = Booster(learner, out var treeWeights);
        var link = Link(learner["objective"]["name"]);
        var features = Features(learner);
        var trees = model["trees"].Items()
            .Select((tree, index) => new XGBoostTree(tree, features.Length).ToTree(treeWeights is null ? 1 : treeWeights[index]))
            .ToArray();
        var categorical = trees.SelectMany(tree => tree.Nodes)
            .Where(node => node.CategoryWordCount > 0)
            .Select(node => node.Feature)
            .ToHashSet();
        foreach (var feature in categorical) features[feature] = features[feature] with { IsCategorical = true };
        return new TreeEnsemble(features, trees, BaseScore(learner["learner_model_param"]["base_score"], link), link);
    }

    private static JsonDocument Parse(Stream stream, string name)
    {
        try
        {
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return JsonDocument.Parse(WithoutSpecialNumbers(bytes.ToArray()));
        }
        catch (JsonException exception)
        {
            throw new InvalidTreeEnsembleException(exception.Message, "XGBoost's JSON", name, exception);
        }
    }

    /// <summary>
    /// XGBoost writes <c>NaN</c> as the condition of a categorical split and reads <c>Infinity</c>; JSON has neither. Outside
    /// strings the text <c>"N"</c> and a number that is as large take their places, as long as they are.
    /// </summary>
    private static byte[] WithoutSpecialNumbers(byte[] json)
    {
        var isInString = false;
        for (var index = 0; index < json.Length; index++)
        {
            if (json[index] == '\\' && isInString) index++;
            else if (json[index] == '"') isInString = !isInString;
            else if (isInString) continue;
            else if (json.AsSpan(index).StartsWith("Infinity"u8)) index += Replace(json, index, "1e999999"u8);
            else if (json.AsSpan(index).StartsWith("NaN"u8)) index += Replace(json, index, JsonPlace.QuotedNaN);
        }

        return json;
    }

    private static int Replace(byte[] json, int index, ReadOnlySpan<byte> replacement)
    {
        replacement.CopyTo(json.AsSpan(index));
        return replacement.Length - 1;
    }

    private static JsonPlace Booster(JsonPlace learner, out float[]? treeWeights)
    {
        var booster = learner["gradient_booster"];
        var kind = booster["name"];
        kind.ThrowUnless(kind.Text() is "gbtree" or "dart", "gbtree or dart");
        treeWeights = kind.Text() == "dart" ? booster["weight_drop"].Floats() : null;
        var model = kind.Text() == "dart" ? booster["gbtree"]["model"] : booster["model"];
        foreach (var group in model["tree_info"].Items()) group.ThrowUnless(group.Integer() == 0, "0, the only output");
        var treeCount = model["trees"].Items().Count();
        if (treeWeights is not null) booster["weight_drop"].ThrowUnless(treeWeights.Length == treeCount, $"{treeCount} weights, one a tree");
        return model;
    }

    private static LinkFunction Link(JsonPlace objective)
    {
        var name = objective.Text();
        if (name is "binary:logistic" or "reg:logistic") return LinkFunction.Logistic;
        if (name is "count:poisson" or "reg:gamma" or "reg:tweedie") return LinkFunction.Exponential;
        objective.ThrowUnless(
            name is "binary:logitraw" or "reg:squarederror" or "reg:linear" or "reg:absoluteerror" or "reg:pseudohubererror"
                or "reg:quantileerror",
            "an objective with one output (logistic, squared, absolute, Huber, quantile, Poisson, gamma, Tweedie)");
        return LinkFunction.Identity;
    }

    private static FeatureColumn[] Features(JsonPlace learner)
    {
        var counted = learner["learner_model_param"]["num_feature"];
        var count = counted.Integer();
        counted.ThrowUnless(count is >= 1 and <= MaxFeatures, $"1 to {MaxFeatures} features");
        foreach (var outputs in new[] { "num_class", "num_target" })
        {
            if (learner["learner_model_param"].TryGet(outputs) is { } place) place.ThrowUnless(place.Integer() <= 1, "one output");
        }

        var names = learner.TryGet("feature_names")?.Items().Select(item => item.Text()).ToArray() ?? [];
        if (names.Length > 0) learner["feature_names"].ThrowUnless(names.Length == count, $"{count} names");
        var types = learner.TryGet("feature_types")?.Items().Select(item => item.Text()).ToArray() ?? [];
        if (types.Length > 0) learner["feature_types"].ThrowUnless(types.Length == count, $"{count} types");
        return [.. Enumerable.Range(0, count).Select(feature => new FeatureColumn(
            names.Length > 0 ? names[feature] : $"f{feature}",
            types.Length > 0 && types[feature] == "c"))];
    }

    /// <summary>XGBoost stores the prediction before any tree and takes its link back in float32.</summary>
    private static double BaseScore(JsonPlace place, LinkFunction link)
    {
        var stored = (float)place.Number();
        if (link == LinkFunction.Logistic)
        {
            place.ThrowUnless(stored is > 0 and < 1, "a probability");
            return -MathF.Log((1 / stored) - 1);
        }

        if (link != LinkFunction.Exponential) return stored;
        place.ThrowUnless(stored > 0, "a number above 0");
        return MathF.Log(stored);
    }
}

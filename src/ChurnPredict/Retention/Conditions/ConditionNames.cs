using ChurnPredict.Features;
using ChurnPredict.History;
using ChurnPredict.Labels;
using ChurnPredict.Scoring;

namespace ChurnPredict.Retention;

/// <summary>What names in conditions stand for: with a model's schema by position in its rows, without one by the dictionary alone.</summary>
internal sealed class ConditionNames
{
    public const string Status = "status";

    private readonly Dictionary<string, Func<ActionFacts, double>> _numbers = new(StringComparer.Ordinal)
    {
        ["churn_probability"] = facts => facts.Score.ChurnProbability ?? double.NaN,
        ["reactivation_probability"] = facts => facts.Score.ReactivationProbability ?? double.NaN,
        ["value_if_retained"] = facts => facts.Score.ValueIfRetained ?? double.NaN,
        ["value_at_risk"] = facts => facts.Score.ValueAtRisk ?? double.NaN,
    };

    private readonly Dictionary<string, Func<ActionFacts, string?>> _texts = new(StringComparer.Ordinal)
    {
        [Status] = facts => TextOf(facts.Score.Status),
        ["risk_tier"] = facts => TextOf(facts.Score.RiskTier),
        ["segment.rfm"] = facts => facts.Score.Segments.RfmSegment,
        ["segment.loyalty_rank"] = facts => facts.Score.Segments.LoyaltyRank,
        ["segment.stickiness"] = facts => facts.Score.Segments.Stickiness,
        ["segment.satisfaction_class"] = facts => facts.Score.Segments.SatisfactionClass,
        ["segment.journey_stage"] = facts => facts.Score.Segments.JourneyStage,
    };

    private readonly bool _hasSchema;

    /// <param name="schema">The model's features; null = those of the dictionary, all of them missing.</param>
    public ConditionNames(FeatureSchema? schema)
    {
        _hasSchema = schema is not null;
        AddDictionary();
        if (schema is null) return;
        for (var index = 0; index < schema.Count; index++) AddFeature(schema, index);
    }

    public bool TryFindNumber(string name, out Func<ActionFacts, double> number)
    {
        if (_numbers.TryGetValue(name, out number!)) return true;
        number = MissingNumber;
        return IsWordName(name);
    }

    public bool TryFindText(string name, out Func<ActionFacts, string?> text)
    {
        if (_texts.TryGetValue(name, out text!)) return true;
        text = MissingText;
        return IsWordName(name);
    }

    public string Unknown(string name)
    {
        var nearest = _numbers.Keys.Concat(_texts.Keys).MinBy(known => Distance(known, name));
        return $"unknown name '{name}' (is '{nearest}' meant?)";
    }

    /// <summary>A model that lacks a feature of the dictionary knows nothing of it: comparisons with it are false.</summary>
    private void AddDictionary()
    {
        foreach (var feature in FeatureCatalogue.Blocks(new HistoryVocabularies(), []).SelectMany(block => block.Definitions))
        {
            if (IsWorded(feature)) _texts.TryAdd(feature.Name, MissingText);
            else _numbers.TryAdd(feature.Name, MissingNumber);
        }
    }

    private void AddFeature(FeatureSchema schema, int index)
    {
        var feature = schema.Features[index];
        if (WordsOf(schema, feature) is not { } words)
        {
            _numbers[feature.Name] = facts => facts.Features[index];
            return;
        }

        _texts[feature.Name] = facts => facts.Features[index] is var code && code >= 0 && code < words.Count ? words.WordOf((int)code) : null;
    }

    /// <summary>Without a model nobody knows which words the data has, so a name that could be made of one is let through.</summary>
    private bool IsWordName(string name) => !_hasSchema && WordStems.Any(stem => name.StartsWith(stem, StringComparison.Ordinal));

    private static readonly string[] WordStems =
        ["attribute_", "engagement_", "satisfaction_", "tickets_by_", "tickets_on_", "touches_of_", "touches_by_", "category_"];

    private static bool IsWorded(FeatureDefinition feature) => feature.IsCategorical && feature.Unit == "category";

    private static Vocabulary? WordsOf(FeatureSchema schema, FeatureDefinition feature)
    {
        if (!IsWorded(feature)) return null;
        return feature.Name switch
        {
            "country" => schema.Vocabularies.Countries,
            "language" => schema.Vocabularies.Languages,
            "plan" => schema.Vocabularies.Plans,
            "category_top" => schema.Vocabularies.Categories,
            _ => schema.Attributes.FirstOrDefault(attribute => attribute.Name == feature.LabelArgument)?.Words,
        };
    }

    private static string TextOf(CustomerStatus status) => status switch
    {
        CustomerStatus.Scored => "SCORED",
        CustomerStatus.AlreadyChurned => "ALREADY_CHURNED",
        _ => "INSUFFICIENT_HISTORY",
    };

    private static string? TextOf(RiskTier? tier) => tier switch
    {
        RiskTier.Low => "LOW",
        RiskTier.Medium => "MEDIUM",
        RiskTier.High => "HIGH",
        RiskTier.Critical => "CRITICAL",
        _ => null,
    };

    private static double MissingNumber(ActionFacts facts) => double.NaN;

    private static string? MissingText(ActionFacts facts) => null;

    /// <summary>Levenshtein's distance, for the name that may be meant.</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[right.Length];
    }
}

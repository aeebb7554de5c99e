using ChurnPredict.History;

namespace ChurnPredict.Features;

/// <summary>The dictionary of everything that the product can compute.</summary>
public static class FeatureDictionary
{
    private const string Placeholder = "WORD";

    /// <summary>Every feature; families that have one feature a word of the data (kind, channel, aspect, topic, action, attribute)
    /// stand there once, for the word <c>WORD</c>.</summary>
    public static IReadOnlyList<FeatureDefinition> Everything()
    {
        var word = new Vocabulary([Placeholder]);
        var words = new HistoryVocabularies
        {
            Categories = word,
            EngagementKinds = word,
            Channels = word,
            Aspects = word,
            Topics = word,
            Actions = word,
            Countries = word,
            Languages = word,
            Plans = word,
        };
        return [.. FeatureCatalogue.Blocks(words, [new FeatureAttribute(Placeholder, null)]).SelectMany(block => block.Definitions)];
    }
}

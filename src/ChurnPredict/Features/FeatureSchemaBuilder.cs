using ChurnPredict.History;

namespace ChurnPredict.Features;

/// <summary>Decides which features a history has.</summary>
public static class FeatureSchemaBuilder
{
    /// <summary>Builds the schema of a history: the features that its tables and columns allow, with the commonest words of each
    /// coded column.</summary>
    /// <param name="source">The history.</param>
    /// <param name="asOf">Only words and questions before this date count; null = all.</param>
    public static FeatureSchema Build(HistorySource source, AsOfDate? asOf = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        var profile = HistoryProfiler.Profile(source, asOf?.Instant ?? long.MaxValue);
        var blocks = FeatureCatalogue.Blocks(profile.Vocabularies, profile.Attributes);
        return new FeatureSchema
        {
            Features = [.. blocks.SelectMany(block => block.ChooseFor(profile)).Where(feature => profile.HasOrders || !IsOfOrders(feature))],
            Vocabularies = profile.Vocabularies,
            Attributes = profile.Attributes,
        };
    }

    private static bool IsOfOrders(FeatureDefinition feature) => feature.Group is FeatureGroup.Recency or FeatureGroup.Frequency
        or FeatureGroup.Monetary or FeatureGroup.Breadth or FeatureGroup.Delivery or FeatureGroup.ValueModel;
}

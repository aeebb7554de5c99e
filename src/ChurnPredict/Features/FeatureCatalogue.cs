using ChurnPredict.History;

namespace ChurnPredict.Features;

/// <summary>Every feature that the product can compute.</summary>
internal static class FeatureCatalogue
{
    /// <summary>All blocks for the words given, in the order in which features stand in a schema.</summary>
    /// <param name="vocabularies">Words that get features of their own.</param>
    /// <param name="attributes">Further columns of the customers table.</param>
    public static IReadOnlyList<FeatureBlock> Blocks(HistoryVocabularies vocabularies, IReadOnlyList<FeatureAttribute> attributes) =>
    [
        new RecencyFeatures(),
        new FrequencyFeatures(),
        new MonetaryFeatures(),
        new RefundFeatures(),
        new DiscountFeatures(),
        new BasketFeatures(),
        new BreadthFeatures(vocabularies.Categories),
        new TenureFeatures(),
        new EngagementFeatures(vocabularies.EngagementKinds, vocabularies.Channels),
        new SatisfactionFeatures(vocabularies.Aspects),
        new SupportFeatures(vocabularies.Channels, vocabularies.Topics),
        new DeliveryFeatures(),
        new LoyaltyFeatures(),
        new TouchFeatures(vocabularies.Actions, vocabularies.Channels),
        new CalendarFeatures(),
        new ValueModelFeatures(),
        new AttributeFeatures(vocabularies, attributes),
    ];
}

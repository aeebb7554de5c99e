using ChurnPredict.Boosting;

namespace ChurnPredict.Features;

/// <summary>
/// The features that a model uses, in the order of a row, with the words that its coded columns had in training. Built from a
/// history at training, stored in the model folder, and used from there ever after: a code's meaning is its word, never its number.
/// </summary>
public sealed record FeatureSchema
{
    /// <summary>The features, in the order of a row.</summary>
    public required IReadOnlyList<FeatureDefinition> Features { get; init; }

    /// <summary>Words that features refer to (kinds, channels, categories, plans, …), as they stood in training; of columns with
    /// very many words only the commonest.</summary>
    public required History.HistoryVocabularies Vocabularies { get; init; }

    /// <summary>Further columns of the customers table that are features, in ordinal order of their names.</summary>
    public IReadOnlyList<FeatureAttribute> Attributes { get; init; } = [];

    /// <summary>Number of features in a row.</summary>
    public int Count => Features.Count;

    /// <summary>The features as a learner takes them.</summary>
    public IReadOnlyList<FeatureColumn> ToColumns() =>
        [.. Features.Select(feature => new FeatureColumn(feature.Name, feature.IsCategorical, feature.Monotone))];

    /// <summary>The feature of a name; null without one.</summary>
    /// <param name="name">The name.</param>
    public FeatureDefinition? Find(string name) => Features.FirstOrDefault(feature => feature.Name == name);

    /// <summary>The word that a category number stands for; null for features that are no categories, for NaN and for the number
    /// that all words unknown in training share.</summary>
    /// <param name="feature">The feature.</param>
    /// <param name="value">Its value.</param>
    public string? WordOf(FeatureDefinition feature, float value)
    {
        ArgumentNullException.ThrowIfNull(feature);
        var words = feature.Name switch
        {
            "category_top" => Vocabularies.Categories,
            "country" => Vocabularies.Countries,
            "language" => Vocabularies.Languages,
            "plan" => Vocabularies.Plans,
            _ when feature.LabelKey == "attribute" => Attributes.FirstOrDefault(attribute => attribute.Name == feature.LabelArgument)?.Words,
            _ => null,
        };
        return words is not null && value >= 0 && value < words.Count ? words.WordOf((int)value) : null;
    }
}

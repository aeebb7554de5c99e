using ChurnPredict.History;

namespace ChurnPredict.Features;

/// <summary>What a calculator works out once for a history: its codes in the schema's words, its attributes' columns.</summary>
internal sealed class StoreBinding
{
    /// <summary>Binds a schema to a history.</summary>
    public StoreBinding(FeatureSchema schema, EventStore store)
    {
        var words = schema.Vocabularies;
        var own = store.Vocabularies;
        Clock = new LocalClock(store.TimeAxis);
        Categories = new WordMap(own.Categories, words.Categories);
        EngagementKinds = new WordMap(own.EngagementKinds, words.EngagementKinds);
        Channels = new WordMap(own.Channels, words.Channels);
        Aspects = new WordMap(own.Aspects, words.Aspects);
        Topics = new WordMap(own.Topics, words.Topics);
        Actions = new WordMap(own.Actions, words.Actions);
        Countries = new WordMap(own.Countries, words.Countries);
        Languages = new WordMap(own.Languages, words.Languages);
        Plans = new WordMap(own.Plans, words.Plans);
        Attributes = [.. schema.Attributes.Select(attribute => Bind(attribute, store.Customers))];
    }

    /// <summary>Local days and hours.</summary>
    public LocalClock Clock { get; }

    /// <summary>Product categories.</summary>
    public WordMap Categories { get; }

    /// <summary>Kinds of engagement.</summary>
    public WordMap EngagementKinds { get; }

    /// <summary>Channels.</summary>
    public WordMap Channels { get; }

    /// <summary>Aspects of satisfaction.</summary>
    public WordMap Aspects { get; }

    /// <summary>Topics of tickets.</summary>
    public WordMap Topics { get; }

    /// <summary>Actions of touches.</summary>
    public WordMap Actions { get; }

    /// <summary>Countries.</summary>
    public WordMap Countries { get; }

    /// <summary>Languages.</summary>
    public WordMap Languages { get; }

    /// <summary>Plans.</summary>
    public WordMap Plans { get; }

    /// <summary>One entry an attribute of the schema, in its order.</summary>
    public IReadOnlyList<BoundAttribute> Attributes { get; }

    private static BoundAttribute Bind(FeatureAttribute attribute, CustomerTable? customers)
    {
        var column = customers?.Attributes.FirstOrDefault(candidate => candidate.Name == attribute.Name);
        if (attribute.Words is not { } words) return new BoundAttribute(column?.Numbers, null, null);
        return column is { Codes: { } codes, Words: { } own }
            ? new BoundAttribute(null, codes, new WordMap(own, words))
            : new BoundAttribute(null, null, null);
    }
}

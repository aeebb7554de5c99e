using ChurnPredict.History;

namespace ChurnPredict.Features;

/// <summary>Which tables, columns and questions a history has, and which words are common in it: what decides which features exist.</summary>
internal sealed record HistoryProfile
{
    /// <summary>Whether there is a line of negative amount.</summary>
    public bool HasRefunds { get; init; }

    /// <summary>Whether anybody's sign-up is known.</summary>
    public bool HasSignUp { get; init; }

    /// <summary>The commonest words of each coded column.</summary>
    public HistoryVocabularies Vocabularies { get; init; } = new();

    /// <summary>Further columns of the customers table that may be features.</summary>
    public IReadOnlyList<FeatureAttribute> Attributes { get; init; } = [];
}

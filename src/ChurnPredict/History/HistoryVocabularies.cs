namespace ChurnPredict.History;

/// <summary>The words behind every coded column of a history.</summary>
public sealed record HistoryVocabularies
{
    /// <summary>Product categories of transactions.</summary>
    public Vocabulary Categories { get; init; } = Vocabulary.Empty;

    /// <summary>Kinds of engagement.</summary>
    public Vocabulary EngagementKinds { get; init; } = Vocabulary.Empty;

    /// <summary>Channels of engagement, support and touches.</summary>
    public Vocabulary Channels { get; init; } = Vocabulary.Empty;

    /// <summary>Aspects of satisfaction.</summary>
    public Vocabulary Aspects { get; init; } = Vocabulary.Empty;

    /// <summary>Reasons given with satisfaction answers.</summary>
    public Vocabulary SatisfactionReasons { get; init; } = Vocabulary.Empty;

    /// <summary>Topics of support tickets.</summary>
    public Vocabulary Topics { get; init; } = Vocabulary.Empty;

    /// <summary>Actions of touches.</summary>
    public Vocabulary Actions { get; init; } = Vocabulary.Empty;

    /// <summary>Countries of customers.</summary>
    public Vocabulary Countries { get; init; } = Vocabulary.Empty;

    /// <summary>Languages of customers.</summary>
    public Vocabulary Languages { get; init; } = Vocabulary.Empty;

    /// <summary>Plans of customers.</summary>
    public Vocabulary Plans { get; init; } = Vocabulary.Empty;
}

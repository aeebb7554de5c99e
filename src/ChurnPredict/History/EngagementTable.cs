namespace ChurnPredict.History;

/// <summary>Visits, logins, e-mail opens and whatever else a customer does besides buying.</summary>
public sealed class EngagementTable : EventTable
{
    /// <summary>Code into <see cref="HistoryVocabularies.EngagementKinds"/>.</summary>
    public required int[] Kind { get; init; }

    /// <summary>The event's value (seconds, pages, …), NaN where absent; null without the column.</summary>
    public float[]? Value { get; init; }

    /// <summary>Code into <see cref="HistoryVocabularies.Channels"/>; null without the column.</summary>
    public int[]? Channel { get; init; }
}

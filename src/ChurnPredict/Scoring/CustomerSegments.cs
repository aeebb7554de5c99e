namespace ChurnPredict.Scoring;

/// <summary>The groups that a customer belongs to as of a date; names are stable keys, texts come from the language files.</summary>
public sealed record CustomerSegments
{
    /// <summary>Quintile of recency among those who ordered in the 365 days before the date, 5 = most recent; null without an order.</summary>
    public int? RfmRecency { get; init; }

    /// <summary>Quintile of order frequency among them, 5 = most often; null without an order.</summary>
    public int? RfmFrequency { get; init; }

    /// <summary>Quintile of spend among them, 5 = most; null without an order.</summary>
    public int? RfmMonetary { get; init; }

    /// <summary>Named RFM segment, such as <c>champions</c> or <c>at_risk</c>; null without an order.</summary>
    public string? RfmSegment { get; init; }

    /// <summary>Loyalty rank: the programme's name for it, or <c>rank_1</c> … <c>rank_5</c> by quintiles; null without an order.</summary>
    public string? LoyaltyRank { get; init; }

    /// <summary>Retention × stickiness: <c>loyal_sticky</c>, <c>loyal_loose</c>, <c>fading_sticky</c>, <c>fading_loose</c>; null when unknown.</summary>
    public string? Stickiness { get; init; }

    /// <summary>Satisfaction: <c>secure</c>, <c>favourable</c>, <c>vulnerable</c>; null without an answer.</summary>
    public string? SatisfactionClass { get; init; }

    /// <summary>Journey stage: <c>first_order</c>, <c>repeat</c>, <c>regular</c>, <c>fading</c>, <c>silent</c>; whoever has
    /// a contract that runs is neither of the last two. Null without an order.</summary>
    public string? JourneyStage { get; init; }
}

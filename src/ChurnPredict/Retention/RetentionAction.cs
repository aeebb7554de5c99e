namespace ChurnPredict.Retention;

/// <summary>Something a retention team can do for a customer, as the catalogue describes it.</summary>
public sealed record RetentionAction
{
    /// <summary>Unique in the catalogue; also the word in the touches table.</summary>
    public required string Id { get; init; }

    /// <summary>What to do, for the team.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>What to say to the customer; may name their category, channel and dates by placeholders.</summary>
    public required LocalizedText Message { get; init; }

    /// <summary>Why it suits those it is eligible for; null = only the economics are given.</summary>
    public LocalizedText? Why { get; init; }

    /// <summary>How: <c>email</c>, <c>sms</c>, <c>phone</c>, <c>app</c>, <c>web</c>, <c>parcel</c>, …</summary>
    public required string Channel { get; init; }

    /// <summary>What one contact costs, in the catalogue's currency, ≥ 0.</summary>
    public required double ContactCost { get; init; }

    /// <summary>What the incentive costs when it is redeemed, in the catalogue's currency, ≥ 0.</summary>
    public double IncentiveCost { get; init; }

    /// <summary>Probability that it is redeemed, 0 to 1.</summary>
    public double RedeemProbability { get; init; }

    /// <summary>Share of the churn probability that it removes, where no segment says otherwise.</summary>
    public required ActionUplift Uplift { get; init; }

    /// <summary>Uplifts of segments; the first whose condition holds counts.</summary>
    public IReadOnlyList<SegmentUplift> SegmentUplifts { get; init; } = [];

    /// <summary>Who may get it; null = everyone who is scored.</summary>
    public ActionCondition? Eligible { get; init; }

    /// <summary>ISO country codes where it is offered; empty = everywhere.</summary>
    public IReadOnlyList<string> Countries { get; init; } = [];

    /// <summary>Whether the customer must have agreed to the channel.</summary>
    public bool RequiresConsent { get; init; }

    /// <summary>Days for which the same action is not repeated; 0 = may be.</summary>
    public int CooldownDays { get; init; }
}

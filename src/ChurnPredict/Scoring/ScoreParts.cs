namespace ChurnPredict.Scoring;

/// <summary>What a score should contain beyond status, probability, tier and segments.</summary>
[Flags]
public enum ScoreParts
{
    /// <summary>Nothing more.</summary>
    None = 0,

    /// <summary>The exact decomposition of the log-odds.</summary>
    Reasons = 1,

    /// <summary>Expected values with intervals, value if retained and value at risk.</summary>
    Values = 2,

    /// <summary>Survival curve and expected next order.</summary>
    Survival = 4,

    /// <summary>Everything.</summary>
    All = Reasons | Values | Survival,
}

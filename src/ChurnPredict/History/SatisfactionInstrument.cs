namespace ChurnPredict.History;

/// <summary>How satisfaction was asked for; spelled in the tables as in contracts.md.</summary>
public enum SatisfactionInstrument
{
    /// <summary><c>nps</c>: would you recommend us, 0–10.</summary>
    Nps,

    /// <summary><c>csat</c>: customer satisfaction, 1–5 unless scaled.</summary>
    Csat,

    /// <summary><c>ces</c>: customer effort, 1–7 unless scaled; higher = easier.</summary>
    Ces,

    /// <summary><c>likert</c>: agreement, 1–5 unless scaled.</summary>
    Likert,

    /// <summary><c>rating</c>: stars, 1–5 unless scaled.</summary>
    Rating,

    /// <summary><c>sci_satisfied</c>: secure-customer index, satisfied, 1–5 unless scaled (0–10 scales are common).</summary>
    SciSatisfied,

    /// <summary><c>sci_repurchase</c>: secure-customer index, would buy again.</summary>
    SciRepurchase,

    /// <summary><c>sci_recommend</c>: secure-customer index, would recommend.</summary>
    SciRecommend,
}

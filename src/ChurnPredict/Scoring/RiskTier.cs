namespace ChurnPredict.Scoring;

/// <summary>How urgent a customer's risk is, by the cut-offs in the model folder.</summary>
public enum RiskTier
{
    /// <summary>By default the calmest 70 % of the base.</summary>
    Low,

    /// <summary>By default the next 20 %.</summary>
    Medium,

    /// <summary>By default the next 7 %.</summary>
    High,

    /// <summary>By default the top 3 %.</summary>
    Critical,
}

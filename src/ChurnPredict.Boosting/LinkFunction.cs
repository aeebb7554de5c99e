namespace ChurnPredict.Boosting;

/// <summary>From raw score to prediction.</summary>
public enum LinkFunction
{
    /// <summary>The raw score itself.</summary>
    Identity,

    /// <summary>1 / (1 + e^−score): a probability.</summary>
    Logistic,

    /// <summary>e^score: a count or an amount.</summary>
    Exponential,
}

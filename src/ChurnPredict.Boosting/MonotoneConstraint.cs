namespace ChurnPredict.Boosting;

/// <summary>How the raw score may move as a feature rises and all others stay.</summary>
public enum MonotoneConstraint
{
    /// <summary>Either way.</summary>
    None = 0,

    /// <summary>Never down.</summary>
    Increasing = 1,

    /// <summary>Never up.</summary>
    Decreasing = -1,
}

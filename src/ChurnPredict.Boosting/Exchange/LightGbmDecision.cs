namespace ChurnPredict.Boosting;

/// <summary>The bits of LightGBM's <c>decision_type</c>.</summary>
[Flags]
internal enum LightGbmDecision
{
    /// <summary>A numeric split; missing values are read as 0.</summary>
    None = 0,

    /// <summary>A split on a set of categories.</summary>
    Categorical = 1,

    /// <summary>Missing values go left.</summary>
    DefaultLeft = 2,

    /// <summary>Zeros count as missing.</summary>
    MissingIsZero = 4,

    /// <summary>NaN is missing.</summary>
    MissingIsNaN = 8,
}

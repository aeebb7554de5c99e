namespace ChurnPredict.Value;

/// <summary>The parts that a value model may have.</summary>
internal enum ValueHead
{
    /// <summary>Whether any money comes.</summary>
    Occurrence,

    /// <summary>How much, given that some comes.</summary>
    Amount,

    /// <summary>The logarithm of that.</summary>
    LogAmount,

    /// <summary>Money, with or without any.</summary>
    Tweedie,

    /// <summary>The scale of the probabilistic models' expected spend.</summary>
    Btyd,
}

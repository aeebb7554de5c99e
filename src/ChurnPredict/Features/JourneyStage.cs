namespace ChurnPredict.Features;

/// <summary>Where a customer stands on the way from the first order to silence.</summary>
internal enum JourneyStage
{
    /// <summary>One order, not long ago.</summary>
    FirstOrder,

    /// <summary>Two or three orders, the next one not long due.</summary>
    Repeat,

    /// <summary>Four orders or more, the next one not long due.</summary>
    Regular,

    /// <summary>Silent for longer than twice the usual gap; of one order, for longer than the horizon.</summary>
    Fading,

    /// <summary>Silent for longer than <c>churned_after</c>.</summary>
    Silent,
}

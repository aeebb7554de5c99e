namespace ChurnPredict.Retention;

/// <summary>An uplift that holds for some customers only.</summary>
/// <param name="When">For whom.</param>
/// <param name="Uplift">How much.</param>
public sealed record SegmentUplift(ActionCondition When, ActionUplift Uplift);

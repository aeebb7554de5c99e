namespace ChurnPredict.Retention;

/// <summary>A word of a condition.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As written; texts without their quotes.</param>
internal readonly record struct ConditionToken(ConditionTokenKind Kind, string Text);

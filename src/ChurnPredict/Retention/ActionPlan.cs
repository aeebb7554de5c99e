namespace ChurnPredict.Retention;

/// <summary>What is worth doing for a customer as of a date.</summary>
public sealed record ActionPlan
{
    /// <summary>Actions worth their cost, highest net value first; doing all of them keeps the contact limits. Empty when there is
    /// none, see <see cref="WhyNone"/>.</summary>
    public IReadOnlyList<PlannedAction> Actions { get; init; } = [];

    /// <summary>Whether the customer belongs to the group that gets no action.</summary>
    public bool IsHoldout { get; init; }

    /// <summary>Why there is no action; null when there is one.</summary>
    public NoActionReason? WhyNone { get; init; }

    /// <summary>When no action is worth doing, the one that came closest; null when none was eligible.</summary>
    public PlannedAction? Closest { get; init; }

    /// <summary>Why there is no action, and what came closest, in words; null when there is an action.</summary>
    /// <param name="language">A language tag; English where there are no texts in it.</param>
    public string? Explain(string language) =>
        WhyNone is { } reason ? RetentionPhrases.In(language).None(reason, Closest, language) : null;
}

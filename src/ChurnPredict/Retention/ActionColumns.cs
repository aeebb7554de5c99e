using ChurnPredict.Scoring;

namespace ChurnPredict.Retention;

/// <summary>The columns that <c>score --actions</c> adds to a score file.</summary>
public static class ActionColumns
{
    /// <summary>Actions that a row shows.</summary>
    public const int ActionCount = 3;

    /// <summary>The columns.</summary>
    public static IReadOnlyList<ScoreColumn<ActionPlan>> Columns { get; } =
    [
        .. Enumerable.Range(0, ActionCount).SelectMany(rank => new[]
        {
            ScoreColumn.Text<ActionPlan>($"action_{rank + 1}", plan => rank < plan.Actions.Count ? plan.Actions[rank].Action.Id : null),
            ScoreColumn.Number<ActionPlan>($"net_value_{rank + 1}", plan => rank < plan.Actions.Count ? plan.Actions[rank].NetValue : null),
        }),
        ScoreColumn.Boolean<ActionPlan>("is_holdout", plan => plan.IsHoldout),
    ];
}

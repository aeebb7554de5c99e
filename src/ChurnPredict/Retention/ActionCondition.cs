namespace ChurnPredict.Retention;

/// <summary>
/// A condition over a customer, parsed once. Grammar: <c>or</c>, <c>and</c>, <c>not</c>, brackets; comparisons
/// <c>== != &lt; &lt;= &gt; &gt;=</c> between names, numbers and 'texts'; <c>name in ['a', 'b']</c>; <c>known(name)</c>. A comparison with
/// something that is missing is false, whatever it is. Names are features, <c>segment.rfm</c>, <c>segment.loyalty_rank</c>,
/// <c>segment.stickiness</c>, <c>segment.satisfaction_class</c>, <c>segment.journey_stage</c>, <c>status</c> (<c>'SCORED'</c>,
/// <c>'ALREADY_CHURNED'</c>), <c>risk_tier</c> (<c>'LOW'</c> … <c>'CRITICAL'</c>), <c>churn_probability</c>,
/// <c>reactivation_probability</c>, <c>value_if_retained</c>, <c>value_at_risk</c>. A feature that is one of several words (plan,
/// country, an attribute) is compared with the word.
/// </summary>
public sealed class ActionCondition
{
    private readonly ConditionNode _root;

    private ActionCondition(string text, ConditionNode root)
    {
        Text = text;
        _root = root;
        MentionsStatus = root.Mentions(ConditionNames.Status);
    }

    /// <summary>The condition as it was written.</summary>
    public string Text { get; }

    /// <summary>Whether it says itself which status it is for; otherwise it is for customers who are scored.</summary>
    internal bool MentionsStatus { get; }

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>Reads a condition.</summary>
    /// <exception cref="FormatException">The text is not a condition, or a name in it is unknown; the message says which.</exception>
    internal static ActionCondition Parse(string text, ConditionNames names)
    {
        var root = new ConditionParser(text).Parse();
        root.Compile(names);
        return new ActionCondition(text, root);
    }

    /// <summary>Turns the condition into code for a model; features that the model lacks are missing.</summary>
    internal Func<ActionFacts, bool> Compile(ConditionNames names) => _root.Compile(names);
}

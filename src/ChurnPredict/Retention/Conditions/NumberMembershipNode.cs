namespace ChurnPredict.Retention;

/// <summary>A number that is among some; false when it is missing.</summary>
internal sealed record NumberMembershipNode(ConditionOperand Value, IReadOnlyList<double> Numbers) : ConditionNode
{
    public override Func<ActionFacts, bool> Compile(ConditionNames names)
    {
        var value = Value.CompileNumber(names);
        return facts => Numbers.Contains(value(facts));
    }

    public override bool Mentions(string name) => Value.Name == name;
}

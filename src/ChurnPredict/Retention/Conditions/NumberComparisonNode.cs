namespace ChurnPredict.Retention;

/// <summary>Two numbers compared; false when one is missing.</summary>
internal sealed record NumberComparisonNode(ConditionOperand Left, ComparisonSign Sign, ConditionOperand Right) : ConditionNode
{
    public override Func<ActionFacts, bool> Compile(ConditionNames names)
    {
        var left = Left.CompileNumber(names);
        var right = Right.CompileNumber(names);
        return Sign switch
        {
            ComparisonSign.Less => facts => left(facts) < right(facts),
            ComparisonSign.LessOrEqual => facts => left(facts) <= right(facts),
            ComparisonSign.Greater => facts => left(facts) > right(facts),
            ComparisonSign.GreaterOrEqual => facts => left(facts) >= right(facts),
            ComparisonSign.Equal => facts => left(facts) == right(facts),
            _ => facts => left(facts) < right(facts) || left(facts) > right(facts),
        };
    }

    public override bool Mentions(string name) => Left.Name == name || Right.Name == name;
}

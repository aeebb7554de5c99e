namespace ChurnPredict.Retention;

internal sealed record NotNode(ConditionNode Inner) : ConditionNode
{
    public override Func<ActionFacts, bool> Compile(ConditionNames names)
    {
        var inner = Inner.Compile(names);
        return facts => !inner(facts);
    }

    public override bool Mentions(string name) => Inner.Mentions(name);
}

namespace ChurnPredict.Retention;

internal sealed record AndNode(ConditionNode Left, ConditionNode Right) : ConditionNode
{
    public override Func<ActionFacts, bool> Compile(ConditionNames names)
    {
        var (left, right) = (Left.Compile(names), Right.Compile(names));
        return facts => left(facts) && right(facts);
    }

    public override bool Mentions(string name) => Left.Mentions(name) || Right.Mentions(name);
}

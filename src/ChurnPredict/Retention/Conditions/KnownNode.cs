namespace ChurnPredict.Retention;

/// <summary><c>known(name)</c>: the value is not missing.</summary>
internal sealed record KnownNode(string Name) : ConditionNode
{
    public override Func<ActionFacts, bool> Compile(ConditionNames names)
    {
        if (names.TryFindNumber(Name, out var number)) return facts => !double.IsNaN(number(facts));
        if (names.TryFindText(Name, out var text)) return facts => text(facts) is not null;
        throw new FormatException(names.Unknown(Name));
    }

    public override bool Mentions(string name) => Name == name;
}

namespace ChurnPredict.Retention;

/// <summary>A text that is, or is not, among some; false when it is missing.</summary>
internal sealed record TextMembershipNode(string Name, IReadOnlyList<string> Texts, bool IsAmong) : ConditionNode
{
    public override Func<ActionFacts, bool> Compile(ConditionNames names)
    {
        if (!names.TryFindText(Name, out var text))
        {
            throw new FormatException(names.TryFindNumber(Name, out _)
                ? $"'{Name}', which is a number, compared with a text"
                : names.Unknown(Name));
        }

        var texts = Texts.ToHashSet(StringComparer.Ordinal);
        return IsAmong
            ? facts => text(facts) is { } word && texts.Contains(word)
            : facts => text(facts) is { } word && !texts.Contains(word);
    }

    public override bool Mentions(string name) => Name == name;
}

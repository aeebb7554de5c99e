namespace ChurnPredict.Retention;

/// <summary>One side of a comparison: a name, a number or a text.</summary>
/// <param name="Name">The name; null for a literal.</param>
/// <param name="Number">The number; null for others.</param>
/// <param name="Text">The text; null for others.</param>
internal readonly record struct ConditionOperand(string? Name, double? Number, string? Text)
{
    /// <summary>Code that gives the number, NaN where it is missing.</summary>
    /// <exception cref="FormatException">The name is unknown, or stands for a text.</exception>
    public Func<ActionFacts, double> CompileNumber(ConditionNames names)
    {
        if (Number is { } constant) return _ => constant;
        if (names.TryFindNumber(Name!, out var number)) return number;
        throw new FormatException(names.TryFindText(Name!, out _)
            ? $"'{Name}', which is a text, compared with a number"
            : names.Unknown(Name!));
    }
}

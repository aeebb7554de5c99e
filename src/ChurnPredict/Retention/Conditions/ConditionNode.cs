namespace ChurnPredict.Retention;

/// <summary>A part of a condition that is true or false.</summary>
internal abstract record ConditionNode
{
    /// <summary>Code that decides it.</summary>
    /// <exception cref="FormatException">A name is unknown, or is compared with the wrong kind of value.</exception>
    public abstract Func<ActionFacts, bool> Compile(ConditionNames names);

    /// <summary>Whether a name occurs.</summary>
    public abstract bool Mentions(string name);
}

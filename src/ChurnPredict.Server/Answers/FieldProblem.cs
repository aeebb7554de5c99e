namespace ChurnPredict.Server.Answers;

/// <summary>What is wrong with one field of a request.</summary>
/// <param name="Field">The field's path.</param>
/// <param name="Problem">Found and expected.</param>
internal readonly record struct FieldProblem(string Field, string Problem)
{
    /// <summary>Problems that one answer names: they travel as a header, of which some clients take no more than 8 KiB.</summary>
    public const int MostNamed = 20;

    private const int MostShown = 20;
    private const int LongestProblem = 200;

    /// <summary>Found and expected, cut where it would be too long for the header that it travels in.</summary>
    public string Problem { get; } = Cut(Problem, LongestProblem);

    /// <summary>The beginning of what a request said: enough to know it again.</summary>
    public static string Shown(string text) => Cut(text, MostShown);

    /// <summary>The beginning of a text; half a surrogate pair would be no text.</summary>
    private static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}

namespace ChurnPredict.Server.Answers;

/// <summary>What is wrong with one field of a request.</summary>
/// <param name="Field">The field's path.</param>
/// <param name="Problem">Found and expected.</param>
internal readonly record struct FieldProblem(string Field, string Problem)
{
    private const int MostShown = 20;
    private const int LongestProblem = 200;

    /// <summary>Found and expected, cut where it would be too long for the header that it travels in.</summary>
    public string Problem { get; } = Problem.Length <= LongestProblem ? Problem : Problem[..LongestProblem];

    /// <summary>The beginning of what a request said: enough to know it again.</summary>
    public static string Shown(string text) => text.Length <= MostShown ? text : text[..MostShown];
}

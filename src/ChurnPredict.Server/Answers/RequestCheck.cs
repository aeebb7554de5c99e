using System.Globalization;
using ChurnPredict.History;
using ChurnPredict.Server.Serving;
using ChurnPredict.Texts;

namespace ChurnPredict.Server.Answers;

/// <summary>Collects what is wrong with the fields of one request, so that one refusal names all of it.</summary>
internal sealed class RequestCheck(ServedModel served)
{
    /// <summary>The longest id that is asked about, in characters.</summary>
    public const int MaximumIdLength = 256;

    private readonly List<FieldProblem> _problems = [];

    /// <summary>What is wrong, in the order of the checks, as much as is named; empty = nothing.</summary>
    public IReadOnlyList<FieldProblem> Problems => _problems;

    /// <summary>What is wrong with a customer's id; null = nothing.</summary>
    public static FieldProblem? ProblemOfId(string id) => id.Length switch
    {
        0 => new FieldProblem("customer_id", "found none, expected an id"),
        > MaximumIdLength => new FieldProblem("customer_id", $"found {id.Length} characters, expected at most {MaximumIdLength}"),
        _ => null,
    };

    /// <summary>What is wrong with the model that is asked for; null = nothing, though it may be one that is not served.</summary>
    public static FieldProblem? ProblemOfModelId(string? modelId) =>
        modelId is "" ? new FieldProblem("model_id", "found none, expected a model's id, or no model_id at all") : null;

    public void Add(FieldProblem? problem)
    {
        if (problem is { } found) AddRange([found]);
    }

    public void AddRange(IEnumerable<FieldProblem> problems) => _problems.AddRange(problems.Take(FieldProblem.MostNamed - _problems.Count));

    /// <summary>What the fields ask for that all scoring requests have; to be used where nothing is wrong.</summary>
    /// <param name="asOf">The date; null = the server's default.</param>
    /// <param name="language">The language tag; null = the customer's own.</param>
    /// <param name="maximumReasons">Reasons at most; null = the default.</param>
    /// <param name="maximumActions">Actions at most; null = the default.</param>
    /// <param name="isInline">The request describes the customer, so that the date may lie outside the history.</param>
    public AnswerRequest Asked(string? asOf, string? language, uint? maximumReasons, uint? maximumActions, bool isInline = false)
    {
        var date = asOf is null ? served.DefaultAsOf : AsOf(asOf, isInline);
        Add(ProblemOfLanguage(language));
        return new AnswerRequest(date, language, (int?)Bounded(maximumReasons), (int?)Bounded(maximumActions));
    }

    private static FieldProblem? ProblemOfLanguage(string? language) =>
        language is null || LanguageTexts.Languages.Contains(language.Split('-', '_')[0].ToLowerInvariant())
            ? null
            : new FieldProblem("language", $"found '{FieldProblem.Shown(language)}', expected one of {string.Join(", ", LanguageTexts.Languages)}");

    private static uint? Bounded(uint? count) => count is { } known ? Math.Min(known, 10_000) : null;

    /// <summary>The date asked about; the server's default stands in for a wrong one.</summary>
    private AsOfDate AsOf(string text, bool isInline)
    {
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            Add(new FieldProblem("as_of", $"found '{FieldProblem.Shown(text)}', expected a date such as 2026-01-31"));
        else if (ExpectedOf(date, isInline) is { } expected)
            Add(new FieldProblem("as_of", $"found {AnswerWriter.Iso(date)}, expected {expected}"));
        else
            return served.Store.TimeAxis.AsOf(date);
        return served.DefaultAsOf;
    }

    /// <summary>What would have been expected instead of a date; null where it can be asked about.</summary>
    private string? ExpectedOf(DateOnly date, bool isInline)
    {
        var first = served.Store.TimeAxis.LocalDate(served.Store.FirstEventAt);
        var latest = served.DefaultAsOf.Date;
        if (!isInline && (date <= first || date > latest))
            return $"a date after the history's first event, {AnswerWriter.Iso(first)}, and at most {AnswerWriter.Iso(latest)}";
        return date.Year is < Instants.FirstYear or > Instants.LastYear ? $"a date from {Instants.FirstYear} to {Instants.LastYear}" : null;
    }
}

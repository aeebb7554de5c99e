namespace ChurnPredict.Retention;

/// <summary>A text in several languages.</summary>
/// <param name="ByLanguage">By language tag (<c>en</c>, <c>ja</c>, …); never empty.</param>
public sealed record LocalizedText(IReadOnlyDictionary<string, string> ByLanguage)
{
    /// <summary>The language that stands in where a text is not there in the one asked for.</summary>
    public const string FallbackLanguage = "en";

    /// <summary>The text in a language.</summary>
    /// <param name="language">A tag such as <c>ja</c> or <c>ja-JP</c>; where the text is missing, English, then whatever there is.</param>
    public string In(string language)
    {
        ArgumentNullException.ThrowIfNull(language);
        if (ByLanguage.TryGetValue(language, out var text)) return text;
        var primary = language.Split('-', '_')[0].ToLowerInvariant();
        if (ByLanguage.TryGetValue(primary, out text)) return text;
        return ByLanguage.TryGetValue(FallbackLanguage, out text) ? text : ByLanguage.Values.First();
    }
}

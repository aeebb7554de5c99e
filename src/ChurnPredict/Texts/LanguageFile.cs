using System.Reflection;
using ChurnPredict.History;

namespace ChurnPredict.Texts;

/// <summary>Reads the language files that are part of the assembly.</summary>
internal static class LanguageFile
{
    private const string Prefix = "ChurnPredict.Texts.";
    private const string Suffix = ".yaml";

    /// <summary>Codes of the languages that have a file, in ordinal order.</summary>
    public static IReadOnlyList<string> Languages() =>
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^Suffix.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The file of a language.</summary>
    public static YamlMap Read(string language)
    {
        var name = Prefix + language + Suffix;
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new ArgumentException($"no texts in '{language}', expected one of {string.Join(", ", Languages())}", nameof(language));
        using var reader = new StreamReader(stream);
        return YamlMap.Parse(reader.ReadToEnd(), language + Suffix);
    }

    /// <summary>A part that must be there.</summary>
    public static YamlMap Part(YamlMap map, string key) => map.Map(key) ?? throw map.Wrong(key, "nothing", "a mapping of texts");

    /// <summary>A part that maps keys to texts.</summary>
    public static IReadOnlyDictionary<string, string> Words(YamlMap map, string key)
    {
        var part = Part(map, key);
        return part.Keys.ToDictionary(word => word, part.RequiredText, StringComparer.Ordinal);
    }
}

namespace ChurnPredict.History;

/// <summary>The texts of a coded column (kinds, channels, categories, …): code = position, in ordinal order of the texts, so
/// that codes do not depend on the order in which files were read.</summary>
public sealed class Vocabulary
{
    private readonly Dictionary<string, int> _codeOf;

    /// <summary>Makes a vocabulary.</summary>
    /// <param name="words">Distinct texts; kept in ordinal order.</param>
    public Vocabulary(IEnumerable<string> words)
    {
        Words = [.. words.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        _codeOf = Words.Select((word, code) => (word, code)).ToDictionary(pair => pair.word, pair => pair.code, StringComparer.Ordinal);
    }

    /// <summary>Stands in packed arrays for a text that is not known.</summary>
    public const int Missing = -1;

    /// <summary>A vocabulary without words.</summary>
    public static Vocabulary Empty { get; } = new([]);

    /// <summary>The texts, in ordinal order.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>Number of texts.</summary>
    public int Count => Words.Count;

    /// <summary>The code of a text, or <see cref="Missing"/>.</summary>
    /// <param name="word">The text; null is <see cref="Missing"/>.</param>
    public int CodeOf(string? word) => word is not null && _codeOf.TryGetValue(word, out var code) ? code : Missing;

    /// <summary>The text of a code; null for <see cref="Missing"/>.</summary>
    /// <param name="code">A code of this vocabulary, or <see cref="Missing"/>.</param>
    public string? WordOf(int code) => code == Missing ? null : Words[code];
}

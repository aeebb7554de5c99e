using System.Text;
using ChurnPredict.History;

namespace ChurnPredict.Features;

/// <summary>Parts of feature names made from words of the data.</summary>
internal static class WordNames
{
    /// <summary>One name a word: letters and digits in lower case, everything else an underscore; words that come out alike are numbered.</summary>
    public static IReadOnlyList<string> Of(Vocabulary words) => Of(words.Words);

    /// <summary>One name a word, see <see cref="Of(Vocabulary)"/>.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<string> words)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var names = new List<string>();
        foreach (var word in words)
        {
            var name = NameOf(word);
            seen[name] = seen.GetValueOrDefault(name) + 1;
            names.Add(seen[name] == 1 ? name : $"{name}__{seen[name]}");
        }

        return names;
    }

    /// <summary>A definition for each word: <c>prefix_word_suffix</c>, sharing a label that the word fills.</summary>
    /// <param name="words">The words.</param>
    /// <param name="prefix">The name before the word.</param>
    /// <param name="suffix">The name after the word.</param>
    /// <param name="group">The family.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="definition">One sentence, <c>{0}</c> standing for the word.</param>
    public static IEnumerable<FeatureDefinition> Define(
        Vocabulary words, string prefix, string suffix, FeatureGroup group, string unit, string definition) =>
        words.Words.Zip(Of(words), (word, name) => new FeatureDefinition($"{prefix}_{name}_{suffix}", group, unit, definition.Replace("{0}", word, StringComparison.Ordinal))
        {
            LabelKey = $"{prefix}_word_{suffix}",
            LabelArgument = word,
        });

    private static string NameOf(string word)
    {
        var name = new StringBuilder();
        foreach (var character in word) name.Append(char.IsLetterOrDigit(character) ? char.ToLowerInvariant(character) : '_');
        return name.Length == 0 ? "_" : name.ToString();
    }
}

using ChurnPredict.History;

namespace ChurnPredict.Features;

/// <summary>From a history's codes of a column to the schema's: a code's meaning is its word.</summary>
internal sealed class WordMap
{
    private readonly int[] _codes;

    /// <summary>Maps each word of a history to the schema's code, <see cref="Vocabulary.Missing"/> where the schema lacks it.</summary>
    public WordMap(Vocabulary history, Vocabulary schema) => _codes = [.. history.Words.Select(schema.CodeOf)];

    /// <summary>The schema's code; <see cref="Vocabulary.Missing"/> for a missing word and for one that the schema lacks.</summary>
    public int this[int code] => code == Vocabulary.Missing ? Vocabulary.Missing : _codes[code];
}

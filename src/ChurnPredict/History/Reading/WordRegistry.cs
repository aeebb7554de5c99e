using System.Text;
using ChurnPredict.Parquet;

namespace ChurnPredict.History;

/// <summary>Collects the words of one vocabulary while rows are read on several threads. Codes given meanwhile are provisional;
/// <see cref="Seal"/> tells the final ones, which do not depend on the order of reading.</summary>
internal sealed class WordRegistry
{
    private readonly Lock _lock = new();
    private readonly ByteInterner _words = new();

    /// <summary>The provisional codes of a column's dictionary entries; an empty text is <see cref="Vocabulary.Missing"/>.</summary>
    public int[] CodesOf(ParquetTextColumn column)
    {
        var codes = new int[column.EntryCount];
        lock (_lock)
        {
            for (var entry = 0; entry < codes.Length; entry++)
                codes[entry] = column.Entry(entry).IsEmpty ? Vocabulary.Missing : _words.Intern(column.Entry(entry));
        }

        return codes;
    }

    /// <summary>The provisional code of one word.</summary>
    public int CodeOf(ReadOnlySpan<byte> word)
    {
        lock (_lock) return _words.Intern(word);
    }

    /// <summary>By provisional code: the customer with that id, or <see cref="Vocabulary.Missing"/>.</summary>
    public int[] Resolve(CustomerIds ids)
    {
        lock (_lock)
        {
            var customers = new int[_words.Count];
            for (var code = 0; code < customers.Length; code++) customers[code] = ids.TryFind(_words[code], out var customer) ? customer : Vocabulary.Missing;
            return customers;
        }
    }

    /// <summary>The vocabulary of all words, and by provisional code the final one.</summary>
    public (Vocabulary Words, int[] FinalCodes) Seal()
    {
        lock (_lock)
        {
            var texts = new string[_words.Count];
            for (var code = 0; code < texts.Length; code++) texts[code] = Encoding.UTF8.GetString(_words[code]);
            var vocabulary = new Vocabulary(texts);
            return (vocabulary, Array.ConvertAll(texts, vocabulary.CodeOf));
        }
    }
}

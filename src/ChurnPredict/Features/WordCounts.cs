using ChurnPredict.History;

namespace ChurnPredict.Features;

/// <summary>Counts the words of a coded column, to keep the commonest.</summary>
internal sealed class WordCounts
{
    private readonly Vocabulary _words;
    private readonly long[] _counts;

    /// <summary>Starts at zero.</summary>
    public WordCounts(Vocabulary words)
    {
        _words = words;
        _counts = new long[words.Count];
    }

    /// <summary>Counts the rows of events that had happened and were known before an instant.</summary>
    public void Add(int[]? codes, EventTable? table, long before)
    {
        if (codes is null || table is null) return;
        for (var row = 0; row < codes.Length; row++)
        {
            if (codes[row] != Vocabulary.Missing && table.OccurredAt[row] < before && table.IsKnown(row, before)) _counts[codes[row]]++;
        }
    }

    /// <summary>Counts the rows of the customers table that held and were known before an instant.</summary>
    public void Add(int[]? codes, CustomerTable table, long before)
    {
        if (codes is null) return;
        for (var row = 0; row < codes.Length; row++)
        {
            if (codes[row] != Vocabulary.Missing && table.IsKnown(row, before)) _counts[codes[row]]++;
        }
    }

    /// <summary>The commonest words that occurred at all; of equally common ones those first in ordinal order.</summary>
    public Vocabulary Commonest(int limit) =>
        new(Enumerable.Range(0, _counts.Length)
            .Where(code => _counts[code] > 0)
            .OrderByDescending(code => _counts[code])
            .ThenBy(code => code)
            .Take(limit)
            .Select(code => _words.Words[code]));
}

using System.Buffers;
using ChurnPredict.History;

namespace ChurnPredict.Retention;

/// <summary>Puts the customer's own category, channel, rank and dates into a text.</summary>
internal static class CustomerWording
{
    private const int OfferDays = 14;

    public static string Fill(PlannedAction planned, string text, string language)
    {
        if (!text.Contains('{', StringComparison.Ordinal)) return text;
        var phrases = RetentionPhrases.In(language);
        foreach (var name in ActionPlaceholders.Names)
        {
            var placeholder = $"{{{name}}}";
            if (text.Contains(placeholder, StringComparison.Ordinal))
                text = text.Replace(placeholder, ValueOf(planned, name, language) ?? phrases.Unknown(name), StringComparison.Ordinal);
        }

        return text;
    }

    private static string? ValueOf(PlannedAction planned, string name, string language)
    {
        var store = planned.History.Store;
        return name switch
        {
            ActionPlaceholders.Category => Word(planned, CommonestCategory(planned), language),
            ActionPlaceholders.Channel => Word(planned, CommonestChannel(planned), language),
            ActionPlaceholders.Rank => planned.Score.Segments.LoyaltyRank is { } rank ? Word(planned, rank, language) : null,
            ActionPlaceholders.ValidUntil => RetentionPhrases.In(language).Date(planned.Score.AsOf.Date.AddDays(OfferDays)),
            ActionPlaceholders.LastOrderDate => LastOrderAt(planned) is { } at
                ? RetentionPhrases.In(language).Date(store.TimeAxis.LocalDate(at))
                : null,
            _ => null,
        };
    }

    private static string? Word(PlannedAction planned, string? word, string language)
    {
        if (word is null) return null;
        return planned.Catalogue.Words.TryGetValue(word, out var text) ? text.In(language) : word;
    }

    private static string? CommonestCategory(PlannedAction planned)
    {
        var (store, customer) = (planned.History.Store, planned.History.Customer);
        if (store.Transactions.Category is not { } codes) return null;
        var instant = planned.Score.AsOf.Instant;
        var table = store.Transactions;
        var (begin, end) = table.RowsBefore(customer, instant);
        return Commonest(store.Vocabularies.Categories, begin, end, row => table.IsKnown(row, instant) && table.Amount[row] > 0 ? codes[row] : Vocabulary.Missing);
    }

    private static string? CommonestChannel(PlannedAction planned)
    {
        var (store, customer) = (planned.History.Store, planned.History.Customer);
        if (store.Engagement is not { Channel: { } codes } table) return null;
        var instant = planned.Score.AsOf.Instant;
        var (begin, end) = table.RowsBefore(customer, instant);
        return Commonest(store.Vocabularies.Channels, begin, end, row => table.IsKnown(row, instant) ? codes[row] : Vocabulary.Missing);
    }

    /// <summary>The commonest word among rows; of several, the first in the vocabulary.</summary>
    private static string? Commonest(Vocabulary words, int begin, int end, Func<int, int> codeOf)
    {
        if (words.Count == 0) return null;
        var counts = ArrayPool<int>.Shared.Rent(words.Count);
        Array.Clear(counts, 0, words.Count);
        for (var row = begin; row < end; row++)
        {
            var code = codeOf(row);
            if (code != Vocabulary.Missing) counts[code]++;
        }

        var best = 0;
        for (var code = 1; code < words.Count; code++)
        {
            if (counts[code] > counts[best]) best = code;
        }

        var word = counts[best] == 0 ? null : words.WordOf(best);
        ArrayPool<int>.Shared.Return(counts);
        return word;
    }

    private static long? LastOrderAt(PlannedAction planned)
    {
        var table = planned.History.Store.Transactions;
        var instant = planned.Score.AsOf.Instant;
        var (begin, end) = table.RowsBefore(planned.History.Customer, instant);
        for (var row = end - 1; row >= begin; row--)
        {
            if (table.Amount[row] > 0 && table.IsKnown(row, instant)) return table.OccurredAt[row];
        }

        return null;
    }
}

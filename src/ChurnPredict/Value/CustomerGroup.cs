using ChurnPredict.History;

namespace ChurnPredict.Value;

/// <summary>To which group a customer belongs, by a column of the customers table.</summary>
internal static class CustomerGroup
{
    /// <summary>The group's name as of a date; null where the customer has none.</summary>
    /// <exception cref="InvalidCustomerDataException">The table has no such column with words.</exception>
    public static string? Of(CustomerHistory history, string column, AsOfDate asOf)
    {
        if (history.Store.Customers is not { } table) throw Unknown(column, []);
        var (codes, words) = Codes(table, history.Store.Vocabularies, column);
        return table.RowAsOf(history.Customer, asOf.Instant) is { } row ? words.WordOf(codes[row]) : null;
    }

    private static (int[] Codes, Vocabulary Words) Codes(CustomerTable table, HistoryVocabularies vocabularies, string column)
    {
        var known = new List<(string Name, int[]? Codes, Vocabulary? Words)>
        {
            ("country", table.Country, vocabularies.Countries),
            ("language", table.Language, vocabularies.Languages),
            ("plan", table.Plan, vocabularies.Plans),
        };
        known.AddRange(table.Attributes.Select(attribute => (attribute.Name, attribute.Codes, attribute.Words)));
        var usable = known.Where(candidate => candidate is { Codes: not null, Words: not null }).ToArray();
        return Array.Find(usable, candidate => candidate.Name == column) is { Codes: { } codes, Words: { } words }
            ? (codes, words)
            : throw Unknown(column, usable.Select(candidate => candidate.Name));
    }

    private static InvalidCustomerDataException Unknown(string column, IEnumerable<string> names) => new(
        $"customers: found no column '{column}' with words; expected {(names.Any() ? "one of " + string.Join(", ", names) : "a customers table with one")}");
}

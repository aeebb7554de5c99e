using ChurnPredict.Features;
using ChurnPredict.History;

namespace ChurnPredict.Scoring;

/// <summary>Tells secure, favourable and vulnerable customers: by the secure customer index where all three of its questions were
/// answered, otherwise by the last answer to any question, read the same way.</summary>
internal static class SatisfactionSegment
{
    /// <summary>The class's key; null without an answer.</summary>
    public static string? Of(in CustomerView customer)
    {
        if (customer.Store.Satisfaction is not { } table) return null;
        Span<int> lastRows = stackalloc int[3];
        lastRows.Fill(Vocabulary.Missing);
        var lastRow = Vocabulary.Missing;
        var (begin, end) = table.RowsBefore(customer.Customer, customer.Frame.Now);
        for (var row = begin; row < end; row++)
        {
            if (!table.IsKnown(row, customer.Frame.Now) || double.IsNaN(SatisfactionClass.Position(table, row))) continue;
            lastRow = row;
            if (table.Instrument[row] >= SatisfactionInstrument.SciSatisfied) lastRows[table.Instrument[row] - SatisfactionInstrument.SciSatisfied] = row;
        }

        if (lastRow == Vocabulary.Missing) return null;
        if (lastRows.Contains(Vocabulary.Missing)) return KeyOf(SatisfactionClass.SecureCustomer(table, lastRow));
        var least = SatisfactionClass.Secure;
        foreach (var row in lastRows) least = int.Min(least, SatisfactionClass.SecureCustomer(table, row));
        return KeyOf(least);
    }

    private static string KeyOf(int satisfactionClass) => satisfactionClass switch
    {
        SatisfactionClass.Secure => "secure",
        SatisfactionClass.Favourable => "favourable",
        _ => "vulnerable",
    };
}

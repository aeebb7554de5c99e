using ChurnPredict.History;

namespace ChurnPredict.Tests.History;

/// <summary>Reads a store back into rows, customer by customer.</summary>
internal static class StoredRows
{
    public static HistoryRows Of(EventStore store)
    {
        var words = store.Vocabularies;
        return new HistoryRows
        {
            Description = store.Description,
            Transactions = [.. RowsOf(store.Transactions.Start).Select(place => Transaction(store.Transactions, words, store.Ids[place.Customer], place.Row))],
            Customers = store.Customers is { } customers ? [.. RowsOf(customers.Start).Select(place => Customer(customers, store, place.Customer, place.Row))] : [],
            Engagement = store.Engagement is { } engagement ? [.. RowsOf(engagement.Start).Select(place => Event(engagement, words, store.Ids[place.Customer], place.Row))] : [],
            Satisfaction = store.Satisfaction is { } satisfaction ? [.. RowsOf(satisfaction.Start).Select(place => Question(satisfaction, words, store.Ids[place.Customer], place.Row))] : [],
            Support = store.Support is { } support ? [.. RowsOf(support.Start).Select(place => Ticket(support, words, store.Ids[place.Customer], place.Row))] : [],
            Touches = store.Touches is { } touches ? [.. RowsOf(touches.Start).Select(place => Touch(touches, words, store.Ids[place.Customer], place.Row))] : [],
        };
    }

    private static IEnumerable<(int Customer, int Row)> RowsOf(int[] start) =>
        Enumerable.Range(0, start.Length - 1).SelectMany(customer => Enumerable.Range(start[customer], start[customer + 1] - start[customer]).Select(row => (customer, row)));

    private static TransactionRow Transaction(TransactionTable table, HistoryVocabularies words, string id, int row) => new(id, table.OccurredAt[row], table.Amount[row])
    {
        OrderId = $"{id}-{table.Order[row]}",
        Quantity = Number(table.Quantity, row),
        Category = Word(table.Category, row, words.Categories),
        Margin = Number(table.Margin, row),
        ListPrice = Number(table.ListPrice, row),
        PromisedAt = Time(table.PromisedAt, row),
        DeliveredAt = Time(table.DeliveredAt, row),
        IngestedAt = Time(table.IngestedAt, row),
    };

    private static CustomerRow Customer(CustomerTable table, EventStore store, int customer, int row) => new(store.Ids[customer])
    {
        ValidFrom = Time(table.ValidFrom, row),
        IngestedAt = Time(table.IngestedAt, row),
        SignedUpAt = Time(table.SignedUpAt, row),
        CancelledAt = Time(table.CancelledAt, row),
        Country = Word(table.Country, row, store.Vocabularies.Countries),
        Language = Word(table.Language, row, store.Vocabularies.Languages),
        Plan = Word(table.Plan, row, store.Vocabularies.Plans),
        BirthMonth = table.BirthMonth?[row] is { } month and > 0 ? month : null,
        ReferredBy = table.ReferredBy?[row] is not { } referrer || referrer == Vocabulary.Missing ? null : referrer >= 0 ? store.Ids[referrer] : "nobody's customer",
        ConsentEmail = table.ConsentEmail?[row],
        ConsentSms = table.ConsentSms?[row],
        ConsentPhone = table.ConsentPhone?[row],
        Label = table.Label?[row],
        Numbers = table.Attributes.Where(column => column.Numbers is { } numbers && !float.IsNaN(numbers[row])).ToDictionary(column => column.Name, column => column.Numbers![row]),
        Texts = table.Attributes.Where(column => Word(column.Codes, row, column.Words) is not null).ToDictionary(column => column.Name, column => Word(column.Codes, row, column.Words)!),
    };

    private static EngagementRow Event(EngagementTable table, HistoryVocabularies words, string id, int row) => new(id, table.OccurredAt[row], words.EngagementKinds.WordOf(table.Kind[row])!)
    {
        Value = Number(table.Value, row),
        Channel = Word(table.Channel, row, words.Channels),
        IngestedAt = Time(table.IngestedAt, row),
    };

    private static SatisfactionRow Question(SatisfactionTable table, HistoryVocabularies words, string id, int row) => new(id, table.OccurredAt[row], table.Instrument[row], Number(table.Score, row))
    {
        ScaleMinimum = table.ScaleMinimum[row],
        ScaleMaximum = table.ScaleMaximum[row],
        Aspect = Word(table.Aspect, row, words.Aspects),
        Reason = Word(table.Reason, row, words.SatisfactionReasons),
        IngestedAt = Time(table.IngestedAt, row),
    };

    private static SupportRow Ticket(SupportTable table, HistoryVocabularies words, string id, int row) => new(id, table.OccurredAt[row])
    {
        FirstResponseAt = Time(table.FirstResponseAt, row),
        ResolvedAt = Time(table.ResolvedAt, row),
        Severity = Number(table.Severity, row),
        Channel = Word(table.Channel, row, words.Channels),
        Topic = Word(table.Topic, row, words.Topics),
        IngestedAt = Time(table.IngestedAt, row),
    };

    private static TouchRow Touch(TouchTable table, HistoryVocabularies words, string id, int row) => new(id, table.OccurredAt[row], words.Actions.WordOf(table.Action[row])!)
    {
        Channel = Word(table.Channel, row, words.Channels),
        Cost = Number(table.Cost, row),
        IsControl = table.IsControl?[row],
        RedeemedAt = Time(table.RedeemedAt, row),
        IngestedAt = Time(table.IngestedAt, row),
    };

    private static float? Number(float[]? column, int row) => column is null || float.IsNaN(column[row]) ? null : column[row];

    private static double? Number(double[]? column, int row) => column is null || double.IsNaN(column[row]) ? null : column[row];

    private static long? Time(long[]? column, int row) => column is null || column[row] == Instants.Missing ? null : column[row];

    private static string? Word(int[]? codes, int row, Vocabulary? words) => codes is null ? null : words!.WordOf(codes[row]);
}

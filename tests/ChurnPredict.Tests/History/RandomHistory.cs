using ChurnPredict.History;
using ChurnPredict.Parquet;

namespace ChurnPredict.Tests.History;

/// <summary>A random history as rows: given to the builder, which is plain, and written to Parquet for the reader, which is fast.</summary>
internal sealed class RandomHistory
{
    private static readonly string[] Kinds = ["visit", "open", "click", "app"];
    private static readonly string[] Channels = ["web", "mail", "store"];

    private readonly Random _random;

    public RandomHistory(int seed, int customers)
    {
        _random = new Random(seed);
        string Id() => _random.Next(3) switch { 0 => $"{_random.Next(customers)}", 1 => $"00{_random.Next(customers)}", _ => $"key-{_random.Next(customers)}" };
        for (var row = 0; row < customers * 8; row++) Transactions.Add(Transaction(Id()));
        for (var row = 0; row < customers * 3; row++)
            Engagement.Add(new EngagementRow(Id(), Time(), Pick(Kinds)) { Value = Maybe(_random.Next(100) / 4f), Channel = MaybeText(Channels) });
        for (var row = 0; row < customers; row++) Satisfaction.Add(Question(Id()));
        for (var row = 0; row < customers; row++) Support.Add(Ticket(Id()));
        for (var row = 0; row < customers; row++)
            Touches.Add(new TouchRow(Id(), Time(), Pick(Kinds)) { Channel = MaybeText(Channels), Cost = Maybe(0.5f), IsControl = _random.Next(2) == 0, RedeemedAt = MaybeTime(), IngestedAt = MaybeTime() });
        for (var row = 0; row < customers; row++) Customers.Add(Customer(Id(), Id()));
    }

    public List<TransactionRow> Transactions { get; } = [];

    public List<CustomerRow> Customers { get; } = [];

    public List<EngagementRow> Engagement { get; } = [];

    public List<SatisfactionRow> Satisfaction { get; } = [];

    public List<SupportRow> Support { get; } = [];

    public List<TouchRow> Touches { get; } = [];

    public EventStore Build(HistoryDescription? description = null)
    {
        var builder = new EventStoreBuilder(description);
        foreach (var row in Transactions) builder.Add(row);
        foreach (var row in Customers) builder.Add(row);
        foreach (var row in Engagement) builder.Add(row);
        foreach (var row in Satisfaction) builder.Add(row);
        foreach (var row in Support) builder.Add(row);
        foreach (var row in Touches) builder.Add(row);
        return builder.Build();
    }

    /// <summary>Writes all tables, in row groups of the given size.</summary>
    public void Write(HistoryFolder folder, int rowsPerGroup)
    {
        Write(folder, "transactions", Transactions, rowsPerGroup, rows =>
        [
            Columns.Text("customer_id", Of(rows, row => row.CustomerId)),
            Columns.Utc("occurred_at", Of(rows, row => (long?)row.OccurredAt)),
            Columns.Double("amount", Of(rows, row => (double?)row.Amount)),
            Columns.Text("order_id", Of(rows, row => row.OrderId)),
            Columns.Single("quantity", Of(rows, row => row.Quantity)),
            Columns.Text("category", Of(rows, row => row.Category)),
            Columns.Double("margin", Of(rows, row => row.Margin)),
            Columns.Double("list_price", Of(rows, row => row.ListPrice)),
            Columns.Utc("promised_at", Of(rows, row => row.PromisedAt)),
            Columns.Utc("delivered_at", Of(rows, row => row.DeliveredAt)),
            Columns.Utc("ingested_at", Of(rows, row => row.IngestedAt)),
        ]);
        Write(folder, "engagement", Engagement, rowsPerGroup, rows =>
        [
            Columns.Text("customer_id", Of(rows, row => row.CustomerId)),
            Columns.Utc("occurred_at", Of(rows, row => (long?)row.OccurredAt)),
            Columns.Text("kind", Of(rows, row => row.Kind)),
            Columns.Single("value", Of(rows, row => row.Value)),
            Columns.Text("channel", Of(rows, row => row.Channel)),
        ]);
        WriteRest(folder, rowsPerGroup);
    }

    private void WriteRest(HistoryFolder folder, int rowsPerGroup)
    {
        Write(folder, "satisfaction", Satisfaction, rowsPerGroup, rows =>
        [
            Columns.Text("customer_id", Of(rows, row => row.CustomerId)),
            Columns.Utc("occurred_at", Of(rows, row => (long?)row.OccurredAt)),
            Columns.Text("instrument", Of(rows, row => SatisfactionScale.InstrumentNames[(int)row.Instrument])),
            Columns.Single("score", Of(rows, row => row.Score)),
            Columns.Single("scale_max", Of(rows, row => row.ScaleMaximum)),
            Columns.Text("aspect", Of(rows, row => row.Aspect)),
        ]);
        Write(folder, "support", Support, rowsPerGroup, rows =>
        [
            Columns.Text("customer_id", Of(rows, row => row.CustomerId)),
            Columns.Utc("opened_at", Of(rows, row => (long?)row.OpenedAt)),
            Columns.Utc("first_response_at", Of(rows, row => row.FirstResponseAt)),
            Columns.Utc("resolved_at", Of(rows, row => row.ResolvedAt)),
            Columns.Single("severity", Of(rows, row => row.Severity)),
            Columns.Text("channel", Of(rows, row => row.Channel)),
            Columns.Text("topic", Of(rows, row => row.Topic)),
        ]);
        Write(folder, "touches", Touches, rowsPerGroup, rows =>
        [
            Columns.Text("customer_id", Of(rows, row => row.CustomerId)),
            Columns.Utc("occurred_at", Of(rows, row => (long?)row.OccurredAt)),
            Columns.Text("action", Of(rows, row => row.Action)),
            Columns.Text("channel", Of(rows, row => row.Channel)),
            Columns.Single("cost", Of(rows, row => row.Cost)),
            Columns.Bool("is_control", Of(rows, row => row.IsControl)),
            Columns.Utc("redeemed_at", Of(rows, row => row.RedeemedAt)),
            Columns.Utc("ingested_at", Of(rows, row => row.IngestedAt)),
        ]);
        Write(folder, "customers", Customers, rowsPerGroup, rows =>
        [
            Columns.Text("customer_id", Of(rows, row => row.CustomerId)),
            Columns.Utc("valid_from", Of(rows, row => row.ValidFrom)),
            Columns.Utc("ingested_at", Of(rows, row => row.IngestedAt)),
            Columns.Utc("signed_up_at", Of(rows, row => row.SignedUpAt)),
            Columns.Text("country", Of(rows, row => row.Country)),
            Columns.Int("birth_month", Of(rows, row => row.BirthMonth)),
            Columns.Text("referred_by", Of(rows, row => row.ReferredBy)),
            Columns.Bool("consent_email", Of(rows, row => row.ConsentEmail)),
            Columns.Double("age", Of(rows, row => row.Numbers.TryGetValue("age", out var age) ? age : (double?)null)),
            Columns.Text("area", Of(rows, row => row.Texts.GetValueOrDefault("area"))),
        ]);
    }

    private static void Write<T>(HistoryFolder folder, string table, List<T> rows, int rowsPerGroup, Func<T[], ParquetColumn[]> columnsOf) =>
        folder.WriteGroups($"{table}.parquet", [.. rows.Chunk(rowsPerGroup).Select(columnsOf)]);

    private static TValue[] Of<TRow, TValue>(TRow[] rows, Func<TRow, TValue> valueOf) => Array.ConvertAll(rows, row => valueOf(row));

    private TransactionRow Transaction(string id) => new(id, Time(), _random.Next(-200, 2000) / 100.0)
    {
        OrderId = _random.Next(3) == 0 ? null : $"o{_random.Next(4)}",
        Quantity = Maybe(_random.Next(5)),
        Category = MaybeText(Kinds),
        Margin = _random.Next(2) == 0 ? 1.25 : null,
        ListPrice = _random.Next(2) == 0 ? 9.99 : null,
        PromisedAt = MaybeTime(),
        DeliveredAt = MaybeTime(),
        IngestedAt = MaybeTime(),
    };

    private SatisfactionRow Question(string id) =>
        new(id, Time(), (SatisfactionInstrument)_random.Next(8), Maybe(_random.Next(1, 6))) { ScaleMaximum = Maybe(5), Aspect = MaybeText(Kinds) };

    private SupportRow Ticket(string id) =>
        new(id, Time()) { FirstResponseAt = MaybeTime(), ResolvedAt = MaybeTime(), Severity = Maybe(_random.Next(1, 5)), Channel = MaybeText(Channels), Topic = MaybeText(Kinds) };

    private CustomerRow Customer(string id, string referrer) => new(id)
    {
        ValidFrom = MaybeTime(),
        IngestedAt = MaybeTime(),
        SignedUpAt = MaybeTime(),
        Country = MaybeText(Channels),
        BirthMonth = _random.Next(2) == 0 ? _random.Next(1, 13) : null,
        ReferredBy = _random.Next(2) == 0 ? referrer : null,
        ConsentEmail = _random.Next(3) switch { 0 => null, 1 => true, _ => false },
        Numbers = _random.Next(2) == 0 ? new Dictionary<string, float> { ["age"] = _random.Next(90) } : new Dictionary<string, float>(),
        Texts = _random.Next(2) == 0 ? new Dictionary<string, string> { ["area"] = Pick(Kinds) } : new Dictionary<string, string>(),
    };

    /// <summary>Few instants, so that many rows share one.</summary>
    private long Time() => (15_000 + _random.Next(40)) * Instants.MicrosecondsPerDay;

    private long? MaybeTime() => _random.Next(2) == 0 ? Time() : null;

    private float? Maybe(float value) => _random.Next(2) == 0 ? value : null;

    private string? MaybeText(string[] texts) => _random.Next(3) == 0 ? null : Pick(texts);

    private string Pick(string[] texts) => texts[_random.Next(texts.Length)];
}

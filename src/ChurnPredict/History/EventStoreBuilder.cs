using System.Text;

namespace ChurnPredict.History;

/// <summary>
/// Builds an <see cref="EventStore"/> from rows in memory: for customers described inline, small imports and tests. Rows of one
/// instant keep the order in which they were added. Where columns and vocabularies of another history are given
/// (<see cref="Vocabularies"/>, <see cref="PresentColumns"/>, <see cref="ObservedFrom"/>, <see cref="ObservedUntil"/>), the store
/// looks like a part of that history, so that features come out alike.
/// </summary>
public sealed partial class EventStoreBuilder
{
    private readonly List<TransactionRow> _transactions = [];
    private readonly List<CustomerRow> _customers = [];
    private readonly List<EngagementRow> _engagement = [];
    private readonly List<SatisfactionRow> _satisfaction = [];
    private readonly List<SupportRow> _support = [];
    private readonly List<TouchRow> _touches = [];

    /// <summary>Starts without rows.</summary>
    /// <param name="description">What <c>history.yaml</c> would say; null means its defaults.</param>
    public EventStoreBuilder(HistoryDescription? description = null) => Description = description ?? new HistoryDescription();

    /// <summary>What <c>history.yaml</c> would say.</summary>
    public HistoryDescription Description { get; }

    /// <summary>Words to code texts by: texts that are not among them become <see cref="Vocabulary.Missing"/>. Null = the words
    /// that occur in the rows.</summary>
    public HistoryVocabularies? Vocabularies { get; init; }

    /// <summary>Which tables and optional columns exist, spelled as by <see cref="HistoryColumns.Of"/>; null = those for which
    /// any row has a value. Columns that say what is known when, whether a customer has left or agreed to be contacted exist as well
    /// where any row has a value, and so does the customers table for them: a rule holds for whoever it is told of.</summary>
    public IReadOnlyCollection<string>? PresentColumns { get; init; }

    /// <summary>Names, kinds and words of customers' attributes to build, whatever the rows hold; the values are not looked at.
    /// Null = those that occur in the rows.</summary>
    public IReadOnlyList<AttributeColumn>? AttributesLike { get; init; }

    /// <summary>Earliest instant that the history observes, microseconds UTC; null = that of the rows (0 without events).</summary>
    public long? ObservedFrom { get; init; }

    /// <summary>When <see cref="ObservedFrom"/> was as far as was known at some instant; null = as the rows say, or always that.</summary>
    public ObservedStart? ObservedStart { get; init; }

    /// <summary>Latest instant that the history observes, microseconds UTC; null = that of the rows (0 without events).</summary>
    public long? ObservedUntil { get; init; }

    /// <summary>Starts a store that looks like a part of another history: its description, words, columns and observed span.</summary>
    /// <param name="store">The other history, or a part of it.</param>
    public static EventStoreBuilder Like(EventStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return new EventStoreBuilder(store.Description)
        {
            Vocabularies = store.Vocabularies,
            PresentColumns = HistoryColumns.Of(store),
            AttributesLike = store.Customers?.Attributes ?? [],
            ObservedFrom = store.FirstEventAt,
            ObservedStart = store.ObservedStart,
            ObservedUntil = store.LastEventAt,
        };
    }

    /// <summary>Adds an order line or refund.</summary>
    /// <param name="row">The row; kept.</param>
    /// <exception cref="InvalidCustomerDataException">The amount is not finite, or beyond <see cref="TransactionTable.LargestAmount"/>.</exception>
    public EventStoreBuilder Add(TransactionRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (!(Math.Abs(row.Amount) <= TransactionTable.LargestAmount))
        {
            throw new InvalidCustomerDataException(
                $"transactions, row {_transactions.Count}, amount: found {row.Amount}, expected a finite number of at most 10^18 in either direction");
        }

        _transactions.Add(row);
        return this;
    }

    /// <summary>Adds what is known of a customer.</summary>
    /// <param name="row">The row; kept.</param>
    public EventStoreBuilder Add(CustomerRow row) => Append(_customers, row);

    /// <summary>Adds an engagement event.</summary>
    /// <param name="row">The row; kept.</param>
    public EventStoreBuilder Add(EngagementRow row) => Append(_engagement, row);

    /// <summary>Adds a satisfaction question.</summary>
    /// <param name="row">The row; kept.</param>
    public EventStoreBuilder Add(SatisfactionRow row) => Append(_satisfaction, row);

    /// <summary>Adds a support ticket.</summary>
    /// <param name="row">The row; kept.</param>
    public EventStoreBuilder Add(SupportRow row) => Append(_support, row);

    /// <summary>Adds a campaign contact.</summary>
    /// <param name="row">The row; kept.</param>
    public EventStoreBuilder Add(TouchRow row) => Append(_touches, row);

    /// <summary>Builds the store of all rows added so far; the builder can go on being used.</summary>
    /// <exception cref="InvalidCustomerDataException">The description names a time zone that does not exist.</exception>
    public EventStore Build()
    {
        var ids = IdsOfRows();
        var words = Vocabularies ?? WordsOfRows();
        var instants = EventInstants().DefaultIfEmpty(0);
        var (first, last) = instants.Aggregate((long.MaxValue, long.MinValue),
            (span, instant) => (long.Min(span.Item1, instant), long.Max(span.Item2, instant)));
        return new EventStore
        {
            Ids = ids,
            Description = Description,
            TimeAxis = new TimeAxis(Description.TimeZone),
            Vocabularies = words,
            Transactions = BuildTransactions(ids, words),
            Customers = HasCustomers() ? BuildCustomers(ids, words) : null,
            Engagement = Has("engagement", _engagement) ? BuildEngagement(ids, words) : null,
            Satisfaction = Has("satisfaction", _satisfaction) ? BuildSatisfaction(ids, words) : null,
            Support = Has("support", _support) ? BuildSupport(ids, words) : null,
            Touches = Has("touches", _touches) ? BuildTouches(ids, words) : null,
            FirstEventAt = ObservedFrom ?? first,
            ObservedStart = ObservedFrom is null ? StartOfRows() : ObservedStart,
            LastEventAt = ObservedUntil ?? last,
        };
    }

    private EventStoreBuilder Append<T>(List<T> rows, T row)
    {
        ArgumentNullException.ThrowIfNull(row);
        rows.Add(row);
        return this;
    }

    private bool HasCustomers() => Has("customers", _customers) || _customers.Exists(row => row is not
    {
        CancelledAt: null, ValidFrom: null, IngestedAt: null, ConsentEmail: null, ConsentSms: null, ConsentPhone: null,
    });

    private bool Has<T>(string name, List<T> rows) => PresentColumns?.Contains(name) ?? rows.Count > 0;

    private IEnumerable<long> EventInstants() => Events().Select(row => row.At);

    private IEnumerable<(string CustomerId, long At, long? IngestedAt)> Events() =>
        _transactions.Select(row => (row.CustomerId, At: row.OccurredAt, row.IngestedAt))
            .Concat(_engagement.Select(row => (row.CustomerId, At: row.OccurredAt, row.IngestedAt)))
            .Concat(_satisfaction.Select(row => (row.CustomerId, At: row.OccurredAt, row.IngestedAt)))
            .Concat(_support.Select(row => (row.CustomerId, At: row.OpenedAt, row.IngestedAt)))
            .Concat(_touches.Select(row => (row.CustomerId, At: row.OccurredAt, row.IngestedAt)));

    private ObservedStart StartOfRows()
    {
        var start = new ObservedStart();
        foreach (var (_, at, ingestedAt) in Events()) start.Add(at, ingestedAt ?? Instants.Missing);
        return start;
    }

    private CustomerIds IdsOfRows()
    {
        var ids = _transactions.Select(row => row.CustomerId)
            .Concat(_customers.Select(row => row.CustomerId))
            .Concat(_engagement.Select(row => row.CustomerId))
            .Concat(_satisfaction.Select(row => row.CustomerId))
            .Concat(_support.Select(row => row.CustomerId))
            .Concat(_touches.Select(row => row.CustomerId));
        var utf8 = ids.Distinct(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes).ToArray();
        Array.Sort(utf8, (left, right) => CustomerIds.Compare(left, right));
        var offsets = new long[utf8.Length + 1];
        for (var customer = 0; customer < utf8.Length; customer++) offsets[customer + 1] = offsets[customer] + utf8[customer].Length;
        return new CustomerIds([.. utf8.SelectMany(bytes => bytes)], offsets);
    }

    private HistoryVocabularies WordsOfRows() => new()
    {
        Categories = Words(_transactions.Select(row => row.Category)),
        EngagementKinds = Words(_engagement.Select(row => row.Kind)),
        Channels = Words(_engagement.Select(row => row.Channel)
            .Concat(_support.Select(row => row.Channel)).Concat(_touches.Select(row => row.Channel))),
        Aspects = Words(_satisfaction.Select(row => row.Aspect)),
        SatisfactionReasons = Words(_satisfaction.Select(row => row.Reason)),
        Topics = Words(_support.Select(row => row.Topic)),
        Actions = Words(_touches.Select(row => row.Action)),
        Countries = Words(_customers.Select(row => row.Country)),
        Languages = Words(_customers.Select(row => row.Language)),
        Plans = Words(_customers.Select(row => row.Plan)),
    };

    private static Vocabulary Words(IEnumerable<string?> texts) => new(texts.OfType<string>());
}

using ChurnPredict.History;

namespace ChurnPredict.Features;

/// <summary>Looks a history through for what decides which features exist.</summary>
internal sealed class HistoryProfiler
{
    private const int FeatureWordLimit = 12;
    private const int CategoricalWordLimit = 40;
    private readonly HistorySource _source;
    private readonly long _before;
    private readonly HashSet<string> _columns = new(StringComparer.Ordinal);
    private readonly HashSet<SatisfactionInstrument> _instruments = [];
    private readonly SortedDictionary<string, WordCounts?> _attributes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WordCounts> _words;
    private bool _hasOrders;
    private bool _hasRefunds;

    private HistoryProfiler(HistorySource source, long before)
    {
        _source = source;
        _before = before;
        var words = source.Vocabularies;
        _words = new Dictionary<string, WordCounts>(StringComparer.Ordinal)
        {
            ["category"] = new(words.Categories),
            ["kind"] = new(words.EngagementKinds),
            ["channel"] = new(words.Channels),
            ["aspect"] = new(words.Aspects),
            ["topic"] = new(words.Topics),
            ["action"] = new(words.Actions),
            ["country"] = new(words.Countries),
            ["language"] = new(words.Languages),
            ["plan"] = new(words.Plans),
        };
    }

    /// <summary>Profiles what a history holds before an instant.</summary>
    public static HistoryProfile Profile(HistorySource source, long before)
    {
        var profiler = new HistoryProfiler(source, before);
        foreach (var part in source.Parts()) profiler.Add(part);
        return profiler.ToProfile();
    }

    private void Add(EventStore part)
    {
        _columns.UnionWith(HistoryColumns.Of(part));
        AddAmounts(part.Transactions);
        _words["category"].Add(part.Transactions.Category, part.Transactions, _before);
        _words["kind"].Add(part.Engagement?.Kind, part.Engagement, _before);
        _words["channel"].Add(part.Engagement?.Channel, part.Engagement, _before);
        _words["channel"].Add(part.Support?.Channel, part.Support, _before);
        _words["channel"].Add(part.Touches?.Channel, part.Touches, _before);
        _words["aspect"].Add(part.Satisfaction?.Aspect, part.Satisfaction, _before);
        _words["topic"].Add(part.Support?.Topic, part.Support, _before);
        _words["action"].Add(part.Touches?.Action, part.Touches, _before);
        if (part.Satisfaction is { } satisfaction) AddInstruments(satisfaction);
        if (part.Customers is { } customers) AddCustomers(customers);
    }

    private void AddAmounts(TransactionTable table)
    {
        for (var row = 0; row < table.RowCount && !(_hasOrders && _hasRefunds); row++)
        {
            if (table.OccurredAt[row] >= _before || !table.IsKnown(row, _before)) continue;
            _hasOrders |= table.Amount[row] > 0;
            _hasRefunds |= table.Amount[row] < 0;
        }
    }

    private void AddInstruments(SatisfactionTable table)
    {
        for (var row = 0; row < table.RowCount; row++)
        {
            if (table.OccurredAt[row] < _before && table.IsKnown(row, _before)) _instruments.Add(table.Instrument[row]);
        }
    }

    private void AddCustomers(CustomerTable table)
    {
        _words["country"].Add(table.Country, table, _before);
        _words["language"].Add(table.Language, table, _before);
        _words["plan"].Add(table.Plan, table, _before);
        foreach (var column in table.Attributes)
        {
            if (!_attributes.TryGetValue(column.Name, out var counts))
                _attributes[column.Name] = counts = column.Words is { } words ? new WordCounts(words) : null;
            counts?.Add(column.Codes, table, _before);
        }
    }

    private HistoryProfile ToProfile() => new()
    {
        Columns = _columns,
        IsShop = _source.Description.Churn.Kind == ChurnKind.Inactivity,
        HasOrders = _hasOrders,
        HasRefunds = _hasRefunds,
        Instruments = _instruments,
        SpanDays = Instants.DaysBetween(_source.FirstEventKnownBefore(_before), long.Min(_source.LastEventAt, _before)),
        IsKnownAsOfDates = IsKnownAsOfDates,
        Attributes =
        [
            .. _attributes.Where(attribute => IsKnownAsOfDates(attribute.Key))
                .Select(attribute => new FeatureAttribute(attribute.Key, attribute.Value?.Commonest(CategoricalWordLimit))),
        ],
        Vocabularies = new HistoryVocabularies
        {
            Categories = _words["category"].Commonest(CategoricalWordLimit),
            EngagementKinds = _words["kind"].Commonest(FeatureWordLimit),
            Channels = _words["channel"].Commonest(FeatureWordLimit),
            Aspects = _words["aspect"].Commonest(FeatureWordLimit),
            Topics = _words["topic"].Commonest(FeatureWordLimit),
            Actions = _words["action"].Commonest(FeatureWordLimit),
            Countries = _words["country"].Commonest(CategoricalWordLimit),
            Languages = _words["language"].Commonest(CategoricalWordLimit),
            Plans = _words["plan"].Commonest(CategoricalWordLimit),
        },
    };

    // A labelled snapshot describes one date: its attributes are as they were on it.
    private bool IsKnownAsOfDates(string column) =>
        _columns.Contains("customers.valid_from")
        || _source.Description.StaticAttributes.Contains(column)
        || _source.Description.Churn.Kind == ChurnKind.Label;
}

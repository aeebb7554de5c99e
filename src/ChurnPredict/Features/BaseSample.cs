using ChurnPredict.History;
using ChurnPredict.Value;

namespace ChurnPredict.Features;

/// <summary>What the base looks like as of one date, customer by customer, until it is summed up in a reference.</summary>
internal sealed class BaseSample
{
    private readonly AsOfDate _asOf;
    private readonly AsOfFrame _frame;
    private readonly LocalClock _clock;
    private readonly FeatureReference _blank;
    private readonly float[] _recencyDays;
    private readonly float[] _orders;
    private readonly float[] _spend;
    private readonly float[] _tenureDays;
    private readonly float[] _activeDays;
    private readonly float[] _categories;
    private readonly int _stride;
    private readonly PurchaseSummary?[] _summaries;
    private readonly SeasonSample? _season;
    private readonly IReadOnlyDictionary<DateOnly, double> _statedTurnover;
    private readonly MonthlyTurnover? _turnover;
    private long _ordersInYear;
    private long _ordersInHorizonLastYear;
    private long? _engagementFrom;
    private long? _satisfactionFrom;
    private long? _supportFrom;
    private long? _touchesFrom;

    /// <summary>Makes room for all customers of a history.</summary>
    public BaseSample(HistorySource source, AsOfDate asOf, ChurnDefinition definition)
    {
        _asOf = asOf;
        var firstEventAt = source.FirstEventKnownBefore(asOf.Instant);
        _clock = new LocalClock(source.TimeAxis);
        _blank = new FeatureReference
        {
            HorizonDays = definition.HorizonDays,
            ChurnedAfterDays = definition.EffectiveChurnedAfterDays,
            ObservedFrom = firstEventAt < asOf.Instant ? firstEventAt : null,
            Ranks = source.Description.Ranks,
        };
        _frame = new AsOfFrame(asOf, source.TimeAxis, firstEventAt, _blank);
        _recencyDays = Missing(source.CustomerCount);
        _orders = Missing(source.CustomerCount);
        _spend = Missing(source.CustomerCount);
        _tenureDays = Missing(source.CustomerCount);
        _activeDays = Missing(source.CustomerCount);
        _categories = Missing(source.CustomerCount);
        _stride = int.Max(1, (source.CustomerCount + BaseModels.SampleLimit - 1) / BaseModels.SampleLimit);
        var sampled = (source.CustomerCount + _stride - 1) / _stride;
        _summaries = new PurchaseSummary?[definition.Kind == ChurnKind.Inactivity ? sampled : 0];
        _season = SeasonSample.Of(source, asOf, sampled);
        _statedTurnover = source.Description.Turnover;
        if (_statedTurnover.Count > 0) _turnover = new MonthlyTurnover(source.TimeAxis.LocalDate(firstEventAt), asOf.Date);
    }

    /// <summary>Measures one customer; safe on several threads for different customers.</summary>
    /// <param name="part">The part that holds the customer.</param>
    /// <param name="customer">The customer's number in it.</param>
    /// <param name="index">The customer's number in the whole history.</param>
    public void Take(EventStore part, int customer, int index)
    {
        using var orders = OrderList.Collect(part, customer, _asOf.Instant, _clock);
        if (orders.Count == 0) return;
        _recencyDays[index] = (float)_frame.DaysSince(orders.LastAt);
        _orders[index] = orders.CountSince(_frame.Since(365));
        _spend[index] = (float)orders.SpendBetween(_frame.Since(365), _frame.Now);
        _tenureDays[index] = (float)TenureDays(part, customer, orders);
        _activeDays[index] = Stickiness.ActiveDays(part, customer, _frame, _clock, orders);
        _categories[index] = (float)Stickiness.Categories(part, customer, _asOf.Instant);
        if (index % _stride == 0)
        {
            if (_summaries.Length > 0) _summaries[index / _stride] = BaseModels.Summarise(orders, PurchaseRhythm.Of(orders.Days), _asOf);
            _season?.Take(index / _stride, orders.Days);
        }

        AddTurnover(orders);
        Interlocked.Add(ref _ordersInYear, orders.CountSince(_frame.Since(365)));
        Interlocked.Add(ref _ordersInHorizonLastYear, orders.CountSince(_frame.Since(365)) - orders.CountSince(_frame.YearAgoHorizonEnd));
    }

    /// <summary>Notes since when a part's tables were kept.</summary>
    public void TakeTables(EventStore part)
    {
        _engagementFrom = Earlier(_engagementFrom, part.Engagement);
        _satisfactionFrom = Earlier(_satisfactionFrom, part.Satisfaction);
        _supportFrom = Earlier(_supportFrom, part.Support);
        _touchesFrom = Earlier(_touchesFrom, part.Touches);
    }

    /// <summary>Sums up; the samples are used up.</summary>
    /// <param name="threadCount">Threads to fit models with; the result does not depend on it.</param>
    public FeatureReference ToReference(int threadCount) => BaseModels.Fit(Distributions(), [.. _summaries.OfType<PurchaseSummary>()], threadCount);

    private FeatureReference Distributions() => _blank with
    {
        Customers = _recencyDays.Count(days => !float.IsNaN(days)),
        EngagementFrom = _engagementFrom,
        SatisfactionFrom = _satisfactionFrom,
        SupportFrom = _supportFrom,
        TouchesFrom = _touchesFrom,
        Rfm = RfmTables.Measure(_recencyDays, _orders, _spend), // before the others, which sort what they measure
        RecencyDays = QuantileTable.Measure(_recencyDays),
        Orders = QuantileTable.Measure(_orders),
        Spend = QuantileTable.Measure(_spend),
        TenureDays = QuantileTable.Measure(_tenureDays),
        ActiveDays = QuantileTable.Measure(_activeDays),
        Categories = QuantileTable.Measure(_categories),
        SeasonLevel = _frame.Since(365) >= _frame.HistoryStart && _ordersInYear > 0
            ? _ordersInHorizonLastYear * 365.0 / _blank.HorizonDays / _ordersInYear
            : null,
        Season = _season is { } season && season.TellsSeasonFromAge() ? season.Learn() : null,
        TurnoverSeason = TurnoverSeason.Before(_statedTurnover, _asOf.Date, _turnover?.ByMonth),
    };

    private void AddTurnover(in OrderList orders)
    {
        if (_turnover is null) return;
        for (var order = 0; order < orders.Count; order++) _turnover.Add(_clock.Day(orders.At[order]), orders.Amount[order]);
    }

    private double TenureDays(EventStore part, int customer, in OrderList orders) =>
        CustomerView.SignUpBefore(part, part.Customers?.RowAsOf(customer, _asOf.Instant), _asOf.Instant) is { } signedUpAt
            ? _frame.DaysSince(signedUpAt)
            : _frame.DaysSince(orders.FirstAt);

    private static float[] Missing(int count)
    {
        var values = new float[count];
        Array.Fill(values, float.NaN);
        return values;
    }

    private long? Earlier(long? known, EventTable? table)
    {
        if (table is null) return known;
        var earliest = known ?? _asOf.Instant;
        for (var customer = 0; customer + 1 < table.Start.Length; customer++)
        {
            for (var row = table.Start[customer]; row < table.Start[customer + 1] && table.OccurredAt[row] < earliest; row++)
            {
                if (table.IsKnown(row, _asOf.Instant)) earliest = table.OccurredAt[row];
            }
        }

        return earliest < _asOf.Instant ? earliest : known;
    }
}

using System.Globalization;
using System.Text;
using ChurnPredict.History;

namespace ChurnPredict.Benchmarks;

/// <summary>A history of random events in memory: 100 order lines and 20 engagement events a customer over three years, and some of
/// every other table where asked for.</summary>
internal sealed class RandomHistory
{
    private const int Lines = 100;
    private const int Events = 20;
    private const int Few = 4;
    private static readonly long FirstAt = new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds() * 1000;
    private readonly Random _random = new(1);
    private readonly int _customers;
    private readonly bool _allTables;

    public RandomHistory(int customers, bool allTables)
    {
        _customers = customers;
        _allTables = allTables;
    }

    public EventStore Build()
    {
        var lineTimes = Times(Lines);
        return new EventStore
        {
            Ids = Ids(),
            Description = new HistoryDescription(),
            TimeAxis = new TimeAxis("Europe/London"),
            Vocabularies = new HistoryVocabularies
            {
                Categories = Words("category", 20),
                EngagementKinds = Words("kind", 6),
                Channels = Words("channel", 4),
                Aspects = Words("aspect", 4),
                Topics = Words("topic", 5),
                Actions = Words("action", 5),
            },
            Transactions = new TransactionTable
            {
                Start = Starts(Lines),
                OccurredAt = lineTimes,
                Amount = Array.ConvertAll(lineTimes, _ => _random.Next(20) == 0 ? -5.0 : 1 + (_random.NextDouble() * 50)),
                Order = OrdersOf(lineTimes),
                Category = Codes(lineTimes.Length, 20),
                Quantity = Array.ConvertAll(lineTimes, _ => (float)_random.Next(1, 5)),
            },
            Engagement = new EngagementTable
            {
                Start = Starts(Events),
                OccurredAt = Times(Events),
                Kind = Codes(_customers * Events, 6),
                Channel = Codes(_customers * Events, 4),
            },
            Satisfaction = _allTables ? Satisfaction() : null,
            Support = _allTables ? Support() : null,
            Touches = _allTables ? new TouchTable { Start = Starts(Few), OccurredAt = Times(Few), Action = Codes(_customers * Few, 5) } : null,
            FirstEventAt = FirstAt,
            LastEventAt = FirstAt + (1094 * Instants.MicrosecondsPerDay),
        };
    }

    private SatisfactionTable Satisfaction()
    {
        var times = Times(Few);
        return new SatisfactionTable
        {
            Start = Starts(Few),
            OccurredAt = times,
            Instrument = Array.ConvertAll(times, _ => (SatisfactionInstrument)_random.Next(5)),
            Score = Array.ConvertAll(times, _ => _random.Next(6) == 0 ? float.NaN : _random.Next(11)),
            ScaleMinimum = new float[times.Length],
            ScaleMaximum = Array.ConvertAll(times, _ => 10f),
            Aspect = Codes(times.Length, 4),
        };
    }

    private SupportTable Support()
    {
        var times = Times(Few);
        return new SupportTable
        {
            Start = Starts(Few),
            OccurredAt = times,
            FirstResponseAt = Array.ConvertAll(times, at => at + Instants.MicrosecondsPerDay),
            ResolvedAt = Array.ConvertAll(times, at => at + (3 * Instants.MicrosecondsPerDay)),
            Topic = Codes(times.Length, 5),
        };
    }

    private CustomerIds Ids()
    {
        var bytes = new byte[_customers * 8];
        var offsets = new long[_customers + 1];
        for (var customer = 0; customer < _customers; customer++)
        {
            Encoding.ASCII.GetBytes(customer.ToString("D8", CultureInfo.InvariantCulture), bytes.AsSpan(customer * 8));
            offsets[customer + 1] = (customer + 1L) * 8;
        }

        return new CustomerIds(bytes, offsets);
    }

    private int[] Starts(int perCustomer) => [.. Enumerable.Range(0, _customers + 1).Select(customer => customer * perCustomer)];

    private int[] Codes(int count, int words)
    {
        var codes = new int[count];
        for (var row = 0; row < count; row++) codes[row] = _random.Next(words);
        return codes;
    }

    private long[] Times(int perCustomer)
    {
        var times = new long[_customers * perCustomer];
        for (var row = 0; row < times.Length; row++) times[row] = FirstAt + _random.NextInt64(1095 * Instants.MicrosecondsPerDay);
        for (var customer = 0; customer < _customers; customer++) Array.Sort(times, customer * perCustomer, perCustomer);
        return times;
    }

    // Two lines an order.
    private static int[] OrdersOf(long[] times)
    {
        var orders = new int[times.Length];
        for (var row = 0; row < times.Length; row++) orders[row] = row % Lines / 2;
        return orders;
    }

    private static Vocabulary Words(string stem, int count) => new(Enumerable.Range(0, count).Select(number => $"{stem} {number:D2}"));
}

using ChurnPredict.Boosting;
using ChurnPredict.Features;
using ChurnPredict.History;
using ChurnPredict.Labels;
using ChurnPredict.Value;
using MathNet.Numerics.Distributions;

namespace ChurnPredict.Tests.Value;

/// <summary>
/// Snapshots of a shop whose truth is known: customers buy at rates that two features show, each order worth a customer's own amount,
/// the whole base moved by a season.
/// </summary>
internal sealed class SimulatedSnapshots(int customers, int seed)
{
    private static readonly FeatureColumn[] Columns =
        [new("rate_signal"), new("order_value_mean"), new("noise"), new("expected_spend")];

    private readonly Random _random = new(seed);

    public static DateOnly FirstDate { get; } = new(2022, 1, 1);

    public Func<DateOnly, double> Season { get; init; } = _ => 1;

    /// <summary>How many orders a day brings against an average one.</summary>
    public PurchaseSeason OrderSeason { get; init; } = PurchaseSeason.None;

    /// <summary>Whether customers have left for good with the probability that the feature <c>noise</c> shows.</summary>
    public bool SomeHaveLeft { get; init; }

    /// <summary>Whether the feature <c>noise</c> shows the date instead, as totals since the history's first day do.</summary>
    public bool ShowsTheDate { get; init; }

    /// <summary>What is known of the season from purchases.</summary>
    public PurchaseSeason? KnownSeason { get; init; }

    /// <summary>What is known of the season from turnover.</summary>
    public PurchaseSeason? KnownTurnoverSeason { get; init; }

    /// <summary>One snapshot every 30 days, observed until a date; windows that are not over by then are NaN.</summary>
    public IReadOnlyList<SnapshotTable> Every30Days(int count, DateOnly observedUntil) =>
        [.. Enumerable.Range(0, count).Select(index => Snapshot(FirstDate.AddDays(30 * index), observedUntil))];

    public SnapshotTable Snapshot(DateOnly date, DateOnly observedUntil)
    {
        var values = new float[customers * Columns.Length];
        var (gross, churned, eventDays) = (new float[3][] { new float[customers], new float[customers], new float[customers] }, new float[customers], new float[customers]);
        var observed = observedUntil.DayNumber - date.DayNumber;
        var seasonalDays = SeasonalDays(date);
        for (var row = 0; row < customers; row++)
        {
            var (rate, worth) = (Gamma.Sample(_random, 1.2, 60), Gamma.Sample(_random, 4, .1));
            var season = Season(date);
            (values[row * 4], values[(row * 4) + 1], values[(row * 4) + 2]) = ((float)rate, (float)worth, ShowsTheDate ? date.DayNumber - FirstDate.DayNumber : _random.NextSingle());
            values[(row * 4) + 3] = (float)(rate * worth * 90);
            var hasLeft = SomeHaveLeft && _random.NextSingle() < values[(row * 4) + 2];
            var orders = hasLeft ? [] : Orders(rate, worth * season, seasonalDays);
            foreach (var (index, days) in new[] { 90, 180, 365 }.Index())
                gross[index][row] = days > observed ? float.NaN : (float)orders.Where(order => order.Day < days).Sum(order => order.Amount);
            churned[row] = observed < 90 ? float.NaN : orders.Exists(order => order.Day < 90) ? 0 : 1;
            eventDays[row] = orders.Count > 0 && orders[0].Day < observed ? (float)orders[0].Day : float.PositiveInfinity;
        }

        var spend = new Dictionary<int, float[]> { [90] = gross[0], [180] = gross[1], [365] = gross[2] };
        return new SnapshotTable
        {
            AsOf = new TimeAxis().AsOf(date),
            Reference = new FeatureReference { Season = KnownSeason, TurnoverSeason = KnownTurnoverSeason },
            Features = new FeatureMatrix(values, customers, Columns.Length, Columns),
            CustomerIndex = [.. Enumerable.Range(0, customers)],
            Churned = churned,
            GrossSpend = spend,
            NetSpend = spend,
            Margin = spend.ToDictionary(pair => pair.Key, pair => Array.ConvertAll(pair.Value, money => money * .4f)),
            EventDays = eventDays,
            ObservedDays = observed,
            LeftOut = new Dictionary<CustomerStatus, int>(),
        };
    }

    /// <summary>Orders of a Poisson process that runs faster where the season brings more.</summary>
    private List<(double Day, double Amount)> Orders(double rate, double worth, double[] seasonalDays)
    {
        var orders = new List<(double, double)>();
        for (var time = Exponential.Sample(_random, rate); time < seasonalDays[^1]; time += Exponential.Sample(_random, rate))
        {
            var day = Array.FindLastIndex(seasonalDays, elapsed => elapsed <= time);
            orders.Add((day + ((time - seasonalDays[day]) / (seasonalDays[day + 1] - seasonalDays[day])), Gamma.Sample(_random, 3, 3 / worth)));
        }

        return orders;
    }

    private double[] SeasonalDays(DateOnly date)
    {
        var elapsed = new double[366];
        for (var day = 1; day < elapsed.Length; day++) elapsed[day] = elapsed[day - 1] + OrderSeason.Factors[date.AddDays(day - 1).Month - 1];
        return elapsed;
    }
}

namespace ChurnPredict.Features;

/// <summary>How often the customer orders, lately and over the years, and how regularly.</summary>
internal sealed class FrequencyFeatures : FeatureBlock
{
    private const double DaysPerMonth = 365.25 / 12;
    private static readonly Decay Fast = new(30);
    private static readonly Decay Slow = new(90);

    public FrequencyFeatures()
        : base(
        [
            Define("orders_total", "orders", "Orders before the date."),
            Define("order_days_total", "days", "Different local days with an order before the date."),
            .. FeatureWindows.Define("orders", FeatureGroup.Frequency, "orders", "Orders in the {0} days before the date.", FeatureWindows.Days),
            .. FeatureWindows.Define("orders_trend", FeatureGroup.Frequency, "trend", "Orders in the last {0} days against the {0} days before: difference divided by sum.", FeatureWindows.TrendDays),
            Define("orders_per_month", "per_month", "Orders a month since the first one, of at least one month."),
            Define("orders_decayed_30d", "orders", "Orders, each counting half for every 30 days of age."),
            Define("orders_decayed_90d", "orders", "Orders, each counting half for every 90 days of age."),
            Define("gap_mean_days", "days", "Mean gap between days with an order."),
            Define("gap_median_days", "days", "Median gap between days with an order."),
            Define("gap_shortest_days", "days", "Shortest gap between days with an order."),
            Define("gap_longest_days", "days", "Longest gap between days with an order."),
            Define("gap_last_days", "days", "Gap between the last two days with an order."),
            Define("gap_deviation_days", "days", "Standard deviation of the gaps, of two or more."),
            Define("gap_variation", "ratio", "Standard deviation of the gaps divided by their mean: 0 = clockwork, 1 = at random."),
            Define("gap_log_deviation", "ratio", "Standard deviation of the natural logarithms of the gaps, of two or more."),
            Define("gap_last_to_mean", "ratio", "The last gap divided by the mean gap."),
            Define("gap_recent_to_mean", "ratio", "Mean of the last three gaps divided by the mean gap, of four or more."),
            Define("active_months_share", "share", "Share of the 30-day periods since the first order, the last twelve at most, in which there was an order."),
            Define("orders_same_season_last_year", "orders", "Orders a year ago in the window that corresponds to the horizon after the date."),
            Define("weekend_order_share", "share", "Share of orders placed on a local Saturday or Sunday."),
            Define("order_weekday_concentration", "share", "Share of orders placed on the customer's commonest day of the week."),
            Define("order_hour_mean", "hour", "Mean local hour at which orders are placed."),
        ])
    {
    }

    public override IEnumerable<FeatureDefinition> ChooseFor(HistoryProfile profile) => Definitions;

    public override void Compute(in CustomerView customer, ref FeatureWriter writer)
    {
        var orders = customer.Orders;
        var frame = customer.Frame;
        writer.Add(orders.Count);
        writer.Add(orders.DayCount);
        foreach (var days in FeatureWindows.Days) writer.AddIf(frame.Since(days) >= frame.HistoryStart, orders.CountSince(frame.Since(days)));
        foreach (var days in FeatureWindows.TrendDays) writer.Add(Trend(customer, days));
        AddRates(customer, ref writer);
        AddGaps(customer.Rhythm, ref writer);
        writer.Add(ActiveMonthsShare(customer));
        writer.AddIf(frame.Since(365) >= frame.HistoryStart, orders.CountSince(frame.Since(365)) - orders.CountSince(frame.YearAgoHorizonEnd));
        AddTimesOfOrders(customer, ref writer);
    }

    private static FeatureDefinition Define(string name, string unit, string definition) =>
        new(name, FeatureGroup.Frequency, unit, definition);

    private static double Trend(in CustomerView customer, int days)
    {
        var frame = customer.Frame;
        if (frame.Since(days * 2) < frame.HistoryStart) return double.NaN;
        var now = customer.Orders.CountSince(frame.Since(days));
        return FeatureWindows.Trend(now, customer.Orders.CountSince(frame.Since(days * 2)) - now);
    }

    private static void AddRates(in CustomerView customer, ref FeatureWriter writer)
    {
        var orders = customer.Orders;
        if (orders.Count == 0)
        {
            writer.AddMissing(3);
            return;
        }

        var fast = 0.0;
        var slow = 0.0;
        foreach (var at in orders.At)
        {
            var age = customer.Frame.DaysSince(at);
            fast += Fast.Weight(age);
            slow += Slow.Weight(age);
        }

        writer.Add(orders.Count / Math.Max(customer.Frame.DaysSince(orders.FirstAt) / DaysPerMonth, 1));
        writer.Add(fast);
        writer.Add(slow);
    }

    private static void AddGaps(in PurchaseRhythm rhythm, ref FeatureWriter writer)
    {
        writer.Add(rhythm.Mean);
        writer.Add(rhythm.Median);
        writer.Add(rhythm.Shortest);
        writer.Add(rhythm.Longest);
        writer.Add(rhythm.Last);
        writer.Add(rhythm.StandardDeviation);
        writer.Add(rhythm.StandardDeviation / rhythm.Mean);
        writer.Add(rhythm.LogStandardDeviation);
        writer.Add(rhythm.Last / rhythm.Mean);
        writer.Add(rhythm.RecentMean / rhythm.Mean);
    }

    private static double ActiveMonthsShare(in CustomerView customer)
    {
        var orders = customer.Orders;
        if (orders.Count == 0) return double.NaN;
        var months = int.Min(12, (int)(customer.Frame.DaysSince(orders.FirstAt) / 30) + 1);
        var active = 0;
        for (var order = orders.Count - 1; order >= 0; order--)
        {
            var month = (int)(customer.Frame.DaysSince(orders.At[order]) / 30);
            if (month >= months) break;
            active |= 1 << month;
        }

        return int.PopCount(active) / (double)months;
    }

    private static void AddTimesOfOrders(in CustomerView customer, ref FeatureWriter writer)
    {
        var orders = customer.Orders;
        if (orders.Count == 0)
        {
            writer.AddMissing(3);
            return;
        }

        var clock = customer.Binding.Clock;
        Span<int> weekdays = stackalloc int[7];
        weekdays.Clear();
        var hours = 0.0;
        foreach (var at in orders.At)
        {
            weekdays[WeekdayOf(clock.Day(at))]++;
            hours += clock.HourOfDay(at);
        }

        writer.Add((weekdays[5] + weekdays[6]) / (double)orders.Count);
        writer.Add(Largest(weekdays) / (double)orders.Count);
        writer.Add(hours / orders.Count);
    }

    private static int Largest(ReadOnlySpan<int> counts)
    {
        var largest = 0;
        foreach (var count in counts) largest = int.Max(largest, count);
        return largest;
    }

    // Day 0 was a Thursday; 0 = Monday.
    private static int WeekdayOf(int day) => (((day + 3) % 7) + 7) % 7;
}

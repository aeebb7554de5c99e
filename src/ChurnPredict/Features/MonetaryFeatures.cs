namespace ChurnPredict.Features;

/// <summary>What the customer's orders are worth.</summary>
internal sealed class MonetaryFeatures : FeatureBlock
{
    private const double DaysPerMonth = 365.25 / 12;
    private static readonly Decay Slow = new(90);

    public MonetaryFeatures()
        : base(
        [
            Define("spend_total", "currency", "Positive amounts of all orders before the date."),
            .. FeatureWindows.Define("spend", FeatureGroup.Monetary, "currency", "Positive amounts of orders in the {0} days before the date.", FeatureWindows.Days),
            .. FeatureWindows.Define("spend_trend", FeatureGroup.Monetary, "trend", "Spend in the last {0} days against the {0} days before: difference divided by sum.", FeatureWindows.TrendDays),
            Define("spend_per_month", "currency_per_month", "Spend a month since the first order, of at least one month."),
            Define("spend_decayed_90d", "currency", "Spend, each order counting half for every 90 days of age."),
            Define("order_value_mean", "currency", "Mean value of an order."),
            Define("order_value_largest", "currency", "Value of the largest order."),
            Define("order_value_first", "currency", "Value of the first order."),
            Define("order_value_last", "currency", "Value of the last order."),
            Define("order_value_variation", "ratio", "Standard deviation of order values divided by their mean, of two or more."),
            Define("order_value_last_to_mean", "ratio", "Value of the last order divided by the mean of those before it."),
            Define("order_value_last_to_previous", "ratio", "Value of the last order divided by that of the one before: for a subscription, how its price moved."),
            Define("spend_same_season_last_year", "currency", "Spend a year ago in the window that corresponds to the horizon after the date."),
        ])
    {
    }

    public override IEnumerable<FeatureDefinition> ChooseFor(HistoryProfile profile) => Definitions;

    public override void Compute(in CustomerView customer, ref FeatureWriter writer)
    {
        var frame = customer.Frame;
        var total = customer.Orders.SpendBetween(long.MinValue, frame.Now);
        writer.Add(total);
        foreach (var days in FeatureWindows.Days) writer.AddIf(frame.Since(days) >= frame.HistoryStart, customer.Orders.SpendBetween(frame.Since(days), frame.Now));
        foreach (var days in FeatureWindows.TrendDays) writer.Add(Trend(customer, days));
        AddOrders(customer, total, ref writer);
        writer.AddIf(frame.Since(365) >= frame.HistoryStart, customer.Orders.SpendBetween(frame.Since(365), frame.YearAgoHorizonEnd));
    }

    private static FeatureDefinition Define(string name, string unit, string definition) =>
        new(name, FeatureGroup.Monetary, unit, definition);

    private static double Trend(in CustomerView customer, int days)
    {
        var frame = customer.Frame;
        return frame.Since(days * 2) < frame.HistoryStart
            ? double.NaN
            : FeatureWindows.Trend(
                customer.Orders.SpendBetween(frame.Since(days), frame.Now), customer.Orders.SpendBetween(frame.Since(days * 2), frame.Since(days)));
    }

    private static void AddOrders(in CustomerView customer, double total, ref FeatureWriter writer)
    {
        var orders = customer.Orders;
        if (orders.Count == 0)
        {
            writer.AddMissing(9);
            return;
        }

        var mean = total / orders.Count;
        var (decayed, largest, squares) = (0.0, 0.0, 0.0);
        for (var order = 0; order < orders.Count; order++)
        {
            var value = orders.Amount[order];
            decayed += value * Slow.Weight(customer.Frame.DaysSince(orders.At[order]));
            largest = Math.Max(largest, value);
            squares += (value - mean) * (value - mean);
        }

        var last = orders.Amount[^1];
        writer.Add(total / Math.Max(customer.Frame.DaysSince(orders.FirstAt) / DaysPerMonth, 1));
        writer.Add(decayed);
        writer.Add(mean);
        writer.Add(largest);
        writer.Add(orders.Amount[0]);
        writer.Add(last);
        writer.AddIf(orders.Count > 1, Math.Sqrt(squares / Math.Max(orders.Count - 1, 1)) / mean);
        writer.AddIf(orders.Count > 1, last / ((total - last) / Math.Max(orders.Count - 1, 1)));
        writer.AddIf(orders.Count > 1, orders.Count > 1 ? last / orders.Amount[^2] : 0);
    }
}

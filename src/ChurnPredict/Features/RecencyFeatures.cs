namespace ChurnPredict.Features;

/// <summary>How long ago the customer ordered, plainly and against their own rhythm.</summary>
internal sealed class RecencyFeatures : FeatureBlock
{
    private const double LeastGapDays = 1;

    public RecencyFeatures()
        : base(
        [
            Define("recency_days", "days", "Days from the last order to the date."),
            Define("second_last_order_days", "days", "Days from the last order but one to the date."),
            Define("third_last_order_days", "days", "Days from the last order but two to the date."),
            Define("fifth_last_order_days", "days", "Days from the last order but four to the date."),
            Define("recency_to_mean_gap", "ratio", "Days since the last order, divided by the customer's mean gap between days with an order."),
            Define("recency_to_median_gap", "ratio", "Days since the last order, divided by the customer's median gap."),
            Define("recency_to_longest_gap", "ratio", "Days since the last order, divided by the customer's longest gap."),
            Define("recency_deviation", "deviations", "Days since the last order minus the mean gap, in standard deviations of the gaps; of two gaps or more."),
            Define("recency_gap_percentile", "share", "Share of the customer's gaps that were shorter than the silence now, one gap of that length added."),
            Define("recency_to_tenure", "share", "Days since the last order, divided by days since the first."),
            Define("expected_order_overdue_days", "days", "Days since the last order minus the median gap; below 0 = the next order is not due yet."),
        ])
    {
    }

    public override IEnumerable<FeatureDefinition> ChooseFor(HistoryProfile profile) => Definitions;

    public override void Compute(in CustomerView customer, ref FeatureWriter writer)
    {
        var orders = customer.Orders;
        var rhythm = customer.Rhythm;
        var recency = customer.RecencyDays;
        writer.Add(recency);
        writer.Add(DaysSinceOrder(customer, 2));
        writer.Add(DaysSinceOrder(customer, 3));
        writer.Add(DaysSinceOrder(customer, 5));
        writer.Add(recency / rhythm.Mean);
        writer.Add(recency / rhythm.Median);
        writer.Add(recency / rhythm.Longest);
        writer.Add((recency - rhythm.Mean) / Math.Max(rhythm.StandardDeviation, LeastGapDays));
        writer.Add(GapPercentile(customer));
        writer.AddIf(orders.Count > 1, orders.Count > 1 ? recency / customer.Frame.DaysSince(orders.FirstAt) : 0);
        writer.Add(recency - rhythm.Median);
    }

    private static FeatureDefinition Define(string name, string unit, string definition) =>
        new(name, FeatureGroup.Recency, unit, definition);

    private static double DaysSinceOrder(in CustomerView customer, int fromLast)
    {
        var orders = customer.Orders;
        return orders.Count >= fromLast ? customer.Frame.DaysSince(orders.At[^fromLast]) : double.NaN;
    }

    private static double GapPercentile(in CustomerView customer)
    {
        var days = customer.Orders.Days;
        if (days.Length < 2) return double.NaN;
        var shorter = 0;
        for (var day = 1; day < days.Length; day++)
        {
            if (days[day] - days[day - 1] < customer.RecencyDays) shorter++;
        }

        return (shorter + 0.5) / days.Length;
    }
}

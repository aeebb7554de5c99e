namespace ChurnPredict.Features;

/// <summary>How long the customer has been one, and how much of that the history saw.</summary>
internal sealed class TenureFeatures : FeatureBlock
{
    public TenureFeatures()
        : base(
        [
            Define("tenure_days", "days", "Days from sign-up to the date, or from the first order where no sign-up is known."),
            Define("first_order_days", "days", "Days from the first order to the date."),
            Define("sign_up_to_first_order_days", "days", "Days from sign-up to the first order."),
            Define("history_to_first_order_days", "days", "Days from the beginning of the history to the first order: near 0 = probably a customer before the history began."),
            Define("tenure_before_history", "flag", "1 = signed up before the history began, so that totals miss the beginning; 0 = not."),
            Define("orders_first_30d", "orders", "Orders in the 30 days from the first one on, where those are over."),
        ])
    {
    }

    public override IEnumerable<FeatureDefinition> ChooseFor(HistoryProfile profile) =>
        profile.Has("customers.signed_up_at") ? Definitions : Definitions.Where(feature => feature.Name is not ("sign_up_to_first_order_days" or "tenure_before_history"));

    public override void Compute(in CustomerView customer, ref FeatureWriter writer)
    {
        var frame = customer.Frame;
        var orders = customer.Orders;
        var hasOrder = orders.Count > 0;
        var first = hasOrder ? frame.DaysSince(orders.FirstAt) : double.NaN;
        writer.Add(customer.TenureDays);
        writer.Add(first);
        writer.Add(customer.SignedUpAt is { } signedUpAt ? frame.DaysSince(signedUpAt) - first : double.NaN);
        writer.Add(frame.DaysSince(frame.HistoryStart) - first);
        writer.Add(customer.SignedUpAt is { } at ? (at < frame.HistoryStart ? 1 : 0) : double.NaN);
        writer.AddIf(first >= 30, hasOrder ? CountFirst(orders, 30) : 0);
    }

    private static FeatureDefinition Define(string name, string unit, string definition) =>
        new(name, FeatureGroup.Tenure, unit, definition);

    private static int CountFirst(OrderList orders, int days)
    {
        var end = orders.FirstAt + (days * History.Instants.MicrosecondsPerDay);
        var count = 0;
        while (count < orders.Count && orders.At[count] < end) count++;
        return count;
    }
}

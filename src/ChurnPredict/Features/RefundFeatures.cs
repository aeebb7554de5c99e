using ChurnPredict.History;

namespace ChurnPredict.Features;

/// <summary>Money that went back.</summary>
internal sealed class RefundFeatures : FeatureBlock
{
    public RefundFeatures()
        : base(
        [
            Define("refunds_total", "refunds", "Lines of negative amount before the date."),
            .. FeatureWindows.Define("refunds", FeatureGroup.Monetary, "refunds", "Lines of negative amount in the {0} days before the date.", [90, 365]),
            Define("refund_recency_days", "days", "Days from the last refund to the date."),
            Define("refund_share", "share", "Refunded money divided by spend."),
            Define("refunds_since_last_order", "refunds", "Lines of negative amount since the last order."),
        ])
    {
    }

    public override IEnumerable<FeatureDefinition> ChooseFor(HistoryProfile profile) => profile.HasRefunds ? Definitions : [];

    public override void Compute(in CustomerView customer, ref FeatureWriter writer)
    {
        var frame = customer.Frame;
        var table = customer.Store.Transactions;
        var (begin, end) = table.RowsBefore(customer.Customer, frame.Now);
        var lastOrderAt = customer.Orders.Count > 0 ? customer.Orders.LastAt : long.MaxValue;
        var (total, in90, in365, sinceOrder, refunded, lastAt) = (0, 0, 0, 0, 0.0, long.MinValue);
        for (var row = begin; row < end; row++)
        {
            if (!(table.Amount[row] < 0) || !table.IsKnown(row, frame.Now)) continue;
            var at = table.OccurredAt[row];
            total++;
            refunded -= table.Amount[row];
            if (at >= frame.Since(90)) in90++;
            if (at >= frame.Since(365)) in365++;
            if (at > lastOrderAt) sinceOrder++;
            lastAt = at;
        }

        writer.Add(total);
        writer.AddIf(frame.Since(90) >= frame.HistoryStart, in90);
        writer.AddIf(frame.Since(365) >= frame.HistoryStart, in365);
        writer.AddIf(total > 0, total > 0 ? frame.DaysSince(lastAt) : 0);
        writer.AddRatio(refunded, customer.Orders.SpendBetween(long.MinValue, frame.Now));
        writer.AddIf(customer.Orders.Count > 0, sinceOrder);
    }

    private static FeatureDefinition Define(string name, string unit, string definition) =>
        new(name, FeatureGroup.Monetary, unit, definition);
}

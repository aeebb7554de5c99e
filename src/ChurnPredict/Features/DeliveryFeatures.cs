using ChurnPredict.History;

namespace ChurnPredict.Features;

/// <summary>Whether deliveries came when they were promised; one promise an order, and nothing known that is still to come.</summary>
internal sealed class DeliveryFeatures : FeatureBlock
{
    public DeliveryFeatures()
        : base(
        [
            Define("delivery_late_share", "share", "Share of promises due before the date that were not kept: delivered later, or not delivered yet."),
            .. FeatureWindows.Define("deliveries_late", FeatureGroup.Delivery, "events", "Promises broken in the {0} days before the date.", [90, 365]),
            Define("delivery_last_late", "flag", "1 = the last promise due before the date was broken, 0 = it was kept."),
            Define("delivery_last_delay_days", "days", "Days between the last promise due and its delivery, or the date while there is none; below 0 = early."),
            Define("delivery_delay_mean_days", "days", "Mean days between promise and delivery, or the date while there is none; early ones count 0."),
            Define("delivery_delay_worst_days", "days", "Longest delay of a promise due in the 180 days before the date; 0 when all were kept."),
            Define("delivery_overdue", "events", "Promises due before the date that are not delivered yet."),
            Define("delivery_late_recency_days", "days", "Days from the last broken promise to the date."),
        ])
    {
    }

    public override IEnumerable<FeatureDefinition> ChooseFor(HistoryProfile profile) =>
        profile.Has("transactions.promised_at") ? Definitions : [];

    public override void Compute(in CustomerView customer, ref FeatureWriter writer)
    {
        var table = customer.Store.Transactions;
        var tally = new DeliveryTally(customer.Frame);
        if (table.PromisedAt is { } promises)
        {
            var now = customer.Frame.Now;
            var (begin, end) = table.RowsBefore(customer.Customer, now);
            var order = Vocabulary.Missing;
            for (var row = begin; row < end; row++)
            {
                if (table.Order[row] == order || promises[row] == Instants.Missing || promises[row] >= now || !table.IsKnown(row, now)) continue;
                order = table.Order[row];
                var delivered = table.DeliveredAt is { } deliveries && deliveries[row] != Instants.Missing && deliveries[row] < now;
                tally.Add(promises[row], delivered ? table.DeliveredAt![row] : null);
            }
        }

        tally.Write(ref writer);
    }

    private static FeatureDefinition Define(string name, string unit, string definition) =>
        new(name, FeatureGroup.Delivery, unit, definition);
}

namespace ChurnPredict.Features;

/// <summary>What the customer pays of the list price, and how the prices they pay have moved.</summary>
internal sealed class DiscountFeatures : FeatureBlock
{
    private const double FullPriceTolerance = 0.005;

    public DiscountFeatures()
        : base(
        [
            Define("discount_depth", "share", "One minus paid divided by list price, over all lines with a list price."),
            .. FeatureWindows.Define("discount_depth", FeatureGroup.Monetary, "share", "One minus paid divided by list price, over lines of the {0} days before the date.", [90]),
            Define("discount_depth_last", "share", "One minus paid divided by list price of the last line with a list price."),
            Define("discounted_line_share", "share", "Share of lines with a list price that were paid below it."),
            Define("full_price_days", "days", "Days from the last line paid at list price to the date."),
        ])
    {
    }

    public override IEnumerable<FeatureDefinition> ChooseFor(HistoryProfile profile) =>
        profile.Has("transactions.list_price") ? Definitions : [];

    public override void Compute(in CustomerView customer, ref FeatureWriter writer)
    {
        if (customer.Store.Transactions is not { ListPrice: { } listPrices } table)
        {
            writer.AddMissing(Definitions.Count);
            return;
        }

        var frame = customer.Frame;
        var (begin, end) = table.RowsBefore(customer.Customer, frame.Now);
        var (paid, listed, paid90, listed90, last, discounted, lines) = (0.0, 0.0, 0.0, 0.0, double.NaN, 0, 0);
        var fullPriceAt = long.MinValue;
        for (var row = begin; row < end; row++)
        {
            if (!(table.Amount[row] > 0) || !(listPrices[row] > 0) || !table.IsKnown(row, frame.Now)) continue;
            lines++;
            paid += table.Amount[row];
            listed += listPrices[row];
            last = 1 - (table.Amount[row] / listPrices[row]);
            if (last > FullPriceTolerance) discounted++;
            else fullPriceAt = table.OccurredAt[row];
            if (table.OccurredAt[row] < frame.Since(90)) continue;
            paid90 += table.Amount[row];
            listed90 += listPrices[row];
        }

        writer.Add(1 - (paid / listed));
        writer.AddIf(frame.Since(90) >= frame.HistoryStart, 1 - (paid90 / listed90));
        writer.Add(last);
        writer.AddRatio(discounted, lines);
        writer.AddIf(fullPriceAt != long.MinValue, fullPriceAt != long.MinValue ? frame.DaysSince(fullPriceAt) : 0);
    }

    private static FeatureDefinition Define(string name, string unit, string definition) =>
        new(name, FeatureGroup.Monetary, unit, definition);
}

namespace ChurnPredict.Features;

/// <summary>How large the customer's baskets are, and what margin they leave.</summary>
internal sealed class BasketFeatures : FeatureBlock
{
    public BasketFeatures()
        : base(
        [
            Define("lines_per_order", FeatureGroup.Breadth, "lines", "Mean number of lines of an order."),
            Define("lines_last_order", FeatureGroup.Breadth, "lines", "Lines of the last order."),
            Define("lines_last_to_mean", FeatureGroup.Breadth, "ratio", "Lines of the last order divided by the mean number of lines."),
            Define("units_per_order", FeatureGroup.Breadth, "items", "Mean number of units of an order."),
            Define("unit_price_mean", FeatureGroup.Monetary, "currency", "Spend divided by units."),
            Define("margin_share", FeatureGroup.Monetary, "share", "Margin divided by spend, over lines whose margin is known."),
        ])
    {
    }

    public override IEnumerable<FeatureDefinition> ChooseFor(HistoryProfile profile) => Definitions.Where(feature => feature.Name switch
    {
        "units_per_order" or "unit_price_mean" => profile.Has("transactions.quantity"),
        "margin_share" => profile.Has("transactions.margin"),
        _ => true,
    });

    public override void Compute(in CustomerView customer, ref FeatureWriter writer)
    {
        var orders = customer.Orders;
        if (orders.Count == 0)
        {
            writer.AddMissing(Definitions.Count);
            return;
        }

        var now = customer.Frame.Now;
        var table = customer.Store.Transactions;
        var (begin, end) = table.RowsBefore(customer.Customer, now);
        var (lines, linesLast, units, paidForUnits, margin, paidWithMargin) = (0, 0, 0.0, 0.0, 0.0, 0.0);
        for (var row = begin; row < end; row++)
        {
            var amount = table.Amount[row];
            if (!(amount > 0) || !table.IsKnown(row, now)) continue;
            lines++;
            if (table.Order[row] == orders.LastNumber) linesLast++;
            if (table.Quantity is { } quantities && quantities[row] > 0)
            {
                units += quantities[row];
                paidForUnits += amount;
            }

            if (table.Margin is not { } margins || double.IsNaN(margins[row])) continue;
            margin += margins[row];
            paidWithMargin += amount;
        }

        writer.Add(lines / (double)orders.Count);
        writer.Add(linesLast);
        writer.Add(linesLast * orders.Count / (double)lines);
        writer.AddIf(units > 0, units / orders.Count);
        writer.AddRatio(paidForUnits, units);
        writer.AddRatio(margin, paidWithMargin);
    }

    private static FeatureDefinition Define(string name, FeatureGroup group, string unit, string definition) =>
        new(name, group, unit, definition);
}

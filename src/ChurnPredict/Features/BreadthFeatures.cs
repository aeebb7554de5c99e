using ChurnPredict.History;

namespace ChurnPredict.Features;

/// <summary>How broadly the customer buys, and how the prices of what they buy again have moved.</summary>
internal sealed class BreadthFeatures : FeatureBlock
{
    private const double RiseTolerance = 1.02;
    private readonly int _otherCategory;

    /// <summary>Above this many categories they are articles rather than departments, and the one bought most is noise.</summary>
    private const int MostCategoriesToName = 20;

    /// <summary>Makes the block.</summary>
    /// <param name="categories">The categories that have a number of their own; all others share the next.</param>
    public BreadthFeatures(Vocabulary categories)
        : base(
        [
            Define("categories_total", "categories", "Different categories bought."),
            .. FeatureWindows.Define("categories", FeatureGroup.Breadth, "categories", "Different categories bought in the {0} days before the date.", [90, 365]),
            .. FeatureWindows.Define("category_novelty", FeatureGroup.Breadth, "share", "Share of the categories bought in the {0} days before the date that the customer had not bought before.", [90]),
            Define("category_novelty_last", "share", "Share of the last order's categories that the customer had not bought before."),
            Define("category_top_share", "share", "Share of lines in the category bought most."),
            Define("category_evenness", "categories", "Number of equally popular categories that would spread lines as widely: exp of the entropy."),
            new FeatureDefinition("category_top", FeatureGroup.Breadth, "category", "The category bought most, as a number of the schema's words; one number more for all others.", IsCategorical: true),
            DefinePrice("price_change_last", "change", "Unit price of the latest line in a category bought before, against the line before it: ratio minus one."),
            DefinePrice("price_change_180d", "change", "Mean change of unit prices against the line before in the same category, over lines of the 180 days before the date."),
            DefinePrice("price_rises_180d", "events", "Lines of the 180 days before the date whose unit price was over 2 % above that of the line before in the same category."),
        ]) => _otherCategory = categories.Count;

    public override IEnumerable<FeatureDefinition> ChooseFor(HistoryProfile profile) =>
        Definitions.Where(feature => feature.Group == FeatureGroup.Breadth
            ? profile.Has("transactions.category") && (feature.Name != "category_top" || profile.Vocabularies.Categories.Count <= MostCategoriesToName)
            : profile.Has("transactions.quantity") || profile.Has("transactions.list_price"));

    public override void Compute(in CustomerView customer, ref FeatureWriter writer)
    {
        var frame = customer.Frame;
        var table = customer.Store.Transactions;
        var (begin, end) = table.RowsBefore(customer.Customer, frame.Now);
        using var tally = new CategoryTally(end - begin);
        var (changeLast, changes, changed, rises) = (double.NaN, 0.0, 0, 0);
        for (var row = begin; row < end; row++)
        {
            var code = table.Category is { } categories ? categories[row] : 0;
            if (!(table.Amount[row] > 0) || code == Vocabulary.Missing || !table.IsKnown(row, frame.Now)) continue;
            var price = UnitPrice(table, row);
            var ratio = price / tally.Add(code, table.OccurredAt[row], price);
            if (!(ratio > 0)) continue;
            changeLast = ratio - 1;
            if (table.OccurredAt[row] < frame.Since(180)) continue;
            changes += ratio - 1;
            changed++;
            if (ratio > RiseTolerance) rises++;
        }

        AddBreadth(customer, tally, ref writer);
        var observed = frame.Since(180) >= frame.HistoryStart;
        writer.Add(changeLast);
        writer.AddIf(observed && changed > 0, changes / changed);
        writer.AddIf(observed, rises);
    }

    private static FeatureDefinition Define(string name, string unit, string definition) =>
        new(name, FeatureGroup.Breadth, unit, definition);

    private static FeatureDefinition DefinePrice(string name, string unit, string definition) =>
        new(name, FeatureGroup.Monetary, unit, definition);

    private static double UnitPrice(TransactionTable table, int row)
    {
        var money = table.ListPrice is { } list && list[row] > 0 ? list[row] : table.Amount[row];
        return table.Quantity is not { } quantities ? money : quantities[row] > 0 ? money / quantities[row] : double.NaN;
    }

    private void AddBreadth(in CustomerView customer, in CategoryTally tally, ref FeatureWriter writer)
    {
        var hasCategories = customer.Store.Transactions.Category is not null;
        if (tally.Count == 0 || !hasCategories)
        {
            writer.AddIf(hasCategories && customer.Orders.Count == 0, 0);
            writer.AddMissing(7);
            return;
        }

        var frame = customer.Frame;
        var (in90, new90) = tally.Since(frame.Since(90));
        var (inLast, newLast) = tally.Since(customer.Orders.LastAt);
        var (top, lines) = tally.Top();
        var code = customer.Store.Transactions.Category is null ? Vocabulary.Missing : customer.Binding.Categories[top];
        writer.Add(tally.Count);
        writer.AddIf(frame.Since(90) >= frame.HistoryStart, in90);
        writer.AddIf(frame.Since(365) >= frame.HistoryStart, tally.Since(frame.Since(365)).Bought);
        writer.AddRatio(new90, frame.Since(90) >= frame.HistoryStart ? in90 : 0);
        writer.AddRatio(newLast, inLast);
        writer.Add(lines / (double)tally.LineCount);
        writer.Add(tally.EffectiveCount());
        writer.Add(code == Vocabulary.Missing ? _otherCategory : code);
    }
}

using ChurnPredict.Value;

namespace ChurnPredict.Features;

/// <summary>What the probabilistic value models, fitted on the base before the date, expect of the customer.</summary>
internal sealed class ValueModelFeatures : FeatureBlock
{
    public ValueModelFeatures()
        : base(
        [
            Define("p_alive_pareto_nbd", "probability", "Probability that the customer has not stopped buying for good, by the Pareto/NBD model.", "p_alive", "Pareto/NBD"),
            Define("expected_orders_pareto_nbd", "days", "Expected days with an order in the horizon after the date, by the Pareto/NBD model.", "expected_orders", "Pareto/NBD"),
            Define("p_alive_mbg_nbd", "probability", "Probability that the customer has not stopped buying for good, by the MBG/NBD model.", "p_alive", "MBG/NBD"),
            Define("no_order_probability_mbg_nbd", "probability", "Probability of no order in the horizon after the date, by the MBG/NBD model.", "no_order_probability", "MBG/NBD"),
            Define("expected_order_value", "currency", "Expected value of a future day with an order, by the Gamma-Gamma model."),
            Define("expected_spend", "currency", "Expected days with an order in the horizon by the Pareto/NBD model, times their expected value."),
        ])
    {
    }

    public override IEnumerable<FeatureDefinition> ChooseFor(HistoryProfile profile) => profile.IsShop ? Definitions : [];

    public override void Compute(in CustomerView customer, ref FeatureWriter writer)
    {
        var reference = customer.Reference;
        if (customer.Orders.Count == 0)
        {
            writer.AddMissing(Definitions.Count);
            return;
        }

        var summary = BaseModels.Summarise(customer.Orders, customer.Rhythm, customer.Frame.AsOf);
        var weeks = reference.HorizonDays / PurchaseSummary.DaysPerWeek;
        var pareto = BaseModels.Find(reference, PurchaseModelKind.ParetoNbd);
        var beta = BaseModels.Find(reference, PurchaseModelKind.MbgNbd);
        var expected = pareto?.ExpectedPurchases(summary, weeks) ?? double.NaN;
        writer.Add(pareto?.ProbabilityAlive(summary) ?? double.NaN);
        writer.Add(expected);
        writer.Add(beta?.ProbabilityAlive(summary) ?? double.NaN);
        writer.Add(beta?.ProbabilityOfNoPurchase(summary, weeks) ?? double.NaN);
        var value = reference.SpendModel?.ExpectedSpend(summary) ?? double.NaN;
        writer.Add(value);
        writer.Add(expected * value);
    }

    private static FeatureDefinition Define(string name, string unit, string definition, string? labelKey = null, string? model = null) =>
        new(name, FeatureGroup.ValueModel, unit, definition) { LabelKey = labelKey ?? name, LabelArgument = model };
}

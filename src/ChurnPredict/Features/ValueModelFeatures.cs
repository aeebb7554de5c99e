using ChurnPredict.Value;

namespace ChurnPredict.Features;

/// <summary>What the probabilistic value models, fitted on the base before the date, expect of the customer.</summary>
internal sealed class ValueModelFeatures : FeatureBlock
{
    private const int FeaturesPerModel = 2;

    public ValueModelFeatures()
        : base(
        [
            .. BaseModels.Kinds.SelectMany(kind => DefineModel(BaseModels.NameOf(kind))),
            Define("expected_order_value", "currency", "Expected value of a future day with an order, by the Gamma-Gamma model."),
            Define("expected_spend", "currency", "Expected days with an order in the horizon by the first of the models, times their expected value."),
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
        var expected = double.NaN;
        foreach (var kind in BaseModels.Kinds)
        {
            if (BaseModels.Find(reference, kind) is not { } model)
            {
                writer.AddMissing(FeaturesPerModel);
                continue;
            }

            var orders = model.ExpectedPurchases(summary, weeks);
            if (double.IsNaN(expected)) expected = orders;
            writer.Add(model.ProbabilityAlive(summary));
            writer.Add(orders);
        }

        var value = reference.SpendModel?.ExpectedSpend(summary) ?? double.NaN;
        writer.Add(value);
        writer.Add(expected * value);
    }

    private static FeatureDefinition Define(string name, string unit, string definition) =>
        new(name, FeatureGroup.ValueModel, unit, definition);

    private static IEnumerable<FeatureDefinition> DefineModel(string model)
    {
        yield return Define($"p_alive_{model}", "probability", $"Probability that the customer has not stopped buying for good, by {model}.") with
        {
            LabelKey = "p_alive",
            LabelArgument = ModelTitle(model),
        };
        yield return Define($"expected_orders_{model}", "days", $"Expected days with an order in the horizon after the date, by {model}.") with
        {
            LabelKey = "expected_orders",
            LabelArgument = ModelTitle(model),
        };
    }

    private static string ModelTitle(string model) => model switch
    {
        "pareto_nbd" => "Pareto/NBD",
        "mbg_nbd" => "MBG/NBD",
        _ => model,
    };
}

using ChurnPredict.History;

namespace ChurnPredict.Value;

/// <summary>
/// The probabilistic value models of one base as of one date: two purchase models of different make, whose expectations are
/// averaged, and the spend model. Their outputs are features of the boosted models. Immutable, thread-safe, JSON-serialisable.
/// </summary>
/// <param name="Pareto">Pareto/NBD.</param>
/// <param name="Geometric">MBG/CNBD-k, in which one-time buyers may have left and customers may have a rhythm.</param>
/// <param name="Spend">Gamma-Gamma; null when nobody bought twice: then expected spend is unknown.</param>
public sealed record BuyTillYouDie(ParetoNbd Pareto, BetaGeometricNbd Geometric, GammaGamma? Spend)
{
    /// <summary>The outputs in the order in which they are computed: name, unit, meaning.</summary>
    public static IReadOnlyList<(string Name, string Unit, string Definition)> Outputs { get; } =
    [
        ("btyd_probability_alive", "probability", "Probability that the customer has not stopped buying for good, mean of Pareto/NBD and MBG/CNBD-k."),
        ("btyd_no_order_probability_90d", "probability", "Probability of no order in the next 90 days, mean of Pareto/NBD and MBG/CNBD-k."),
        ("btyd_expected_orders_90d", "orders", "Order days expected in the next 90 days, mean of Pareto/NBD and MBG/CNBD-k."),
        ("btyd_expected_order_value", "currency", "Money expected a further order day, by Gamma-Gamma."),
        (SpendFeature(90), "currency", "Spend expected in the next 90 days: expected order days × expected order value."),
        (SpendFeature(180), "currency", "Spend expected in the next 180 days: expected order days × expected order value."),
        (SpendFeature(365), "currency", "Spend expected in the next 365 days: expected order days × expected order value."),
    ];

    /// <summary>Name of the output that is the expected spend of a horizon.</summary>
    /// <param name="horizonDays">90, 180 or 365.</param>
    public static string SpendFeature(int horizonDays) => $"btyd_expected_spend_{horizonDays}d";

    /// <summary>Fits the models.</summary>
    /// <param name="summaries">One a customer with a purchase, all as of the same date.</param>
    /// <param name="threadCount">Threads, 1 or more; the result does not depend on it.</param>
    /// <returns>null without customers.</returns>
    public static BuyTillYouDie? Fit(ReadOnlySpan<PurchaseSummary> summaries, int threadCount = 1)
    {
        if (summaries.IsEmpty) return null;
        var groups = PurchaseGroups.From(summaries);
        return new BuyTillYouDie(
            (ParetoNbd)PurchaseModelFitter.Fit(PurchaseModelKind.ParetoNbd, groups, threadCount).Model,
            (BetaGeometricNbd)PurchaseModelFitter.Fit(PurchaseModelKind.MbgCnbdK, groups, threadCount).Model,
            GammaGamma.Fit(summaries, threadCount)?.Model);
    }

    /// <summary>The outputs for a customer as of a date.</summary>
    /// <param name="history">The customer.</param>
    /// <param name="asOf">The date; nothing at or after it is looked at.</param>
    /// <param name="outputs">Overwritten; length of <see cref="Outputs"/>; NaN where the customer has no purchase before the date.</param>
    public void Compute(CustomerHistory history, AsOfDate asOf, Span<float> outputs) =>
        Compute(PurchaseSummary.From(history, asOf), outputs);

    /// <summary>The outputs for a customer's purchases.</summary>
    /// <param name="summary">The purchases; null = none.</param>
    /// <param name="outputs">Overwritten; length of <see cref="Outputs"/>; NaN without purchases.</param>
    public void Compute(PurchaseSummary? summary, Span<float> outputs)
    {
        if (outputs.Length != Outputs.Count) throw new ArgumentException($"room for {outputs.Length} outputs; expected {Outputs.Count}", nameof(outputs));
        if (summary is not { } customer)
        {
            outputs.Fill(float.NaN);
            return;
        }

        var spend = Spend?.ExpectedSpend(customer) ?? double.NaN;
        var orders = ExpectedPurchases(customer, 90);
        outputs[0] = (float)((Pareto.ProbabilityAlive(customer) + Geometric.ProbabilityAlive(customer)) / 2);
        outputs[1] = (float)ProbabilityOfNoPurchase(customer, 90);
        outputs[2] = (float)orders;
        outputs[3] = (float)spend;
        outputs[4] = (float)(orders * spend);
        outputs[5] = (float)(ExpectedPurchases(customer, 180) * spend);
        outputs[6] = (float)(ExpectedPurchases(customer, 365) * spend);
    }

    /// <summary>Expected purchase days, mean of both models.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="horizonDays">≥ 0.</param>
    public double ExpectedPurchases(PurchaseSummary customer, double horizonDays)
    {
        var weeks = horizonDays / PurchaseSummary.DaysPerWeek;
        return (Pareto.ExpectedPurchases(customer, weeks) + Geometric.ExpectedPurchases(customer, weeks)) / 2;
    }

    /// <summary>Probability of no purchase, mean of both models.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="horizonDays">≥ 0.</param>
    public double ProbabilityOfNoPurchase(PurchaseSummary customer, double horizonDays)
    {
        var weeks = horizonDays / PurchaseSummary.DaysPerWeek;
        return (Pareto.ProbabilityOfNoPurchase(customer, weeks) + Geometric.ProbabilityOfNoPurchase(customer, weeks)) / 2;
    }
}

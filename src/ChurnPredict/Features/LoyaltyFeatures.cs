using ChurnPredict.History;

namespace ChurnPredict.Features;

/// <summary>Where the customer stands among others: ranks, quintiles, the next rank, what binds them, whom they brought.</summary>
internal sealed class LoyaltyFeatures : FeatureBlock
{
    public LoyaltyFeatures()
        : base(
        [
            Define("loyalty_rank", "rank", "Rank by orders and spend in the 365 days before the date: of the loyalty programme, otherwise by quintiles from 1 to 5."),
            Define("loyalty_rank_change", "rank_change", "Rank now minus the rank that the 365 days ending 90 days ago would have given."),
            Define("loyalty_next_rank_distance", "share", "Largest missing share of what the next rank needs; missing on the highest rank."),
            Define("recency_rank", "rank_share", "Share of the base whose last order is more recent, ties counted half."),
            Define("orders_rank", "rank_share", "Share of the base with fewer orders in 365 days, ties counted half."),
            Define("spend_rank", "rank_share", "Share of the base with less spend in 365 days, ties counted half."),
            Define("stickiness_index", "rank_share", "Mean rank among the base of active days in 90 days, tenure and breadth of categories: 0 = loose, 1 = sticky."),
            Define("referrals_total", "customers", "Customers whom this one brought before the date."),
            Define("referrals_365d", "customers", "Customers whom this one brought in the 365 days before the date."),
            Define("was_referred", "flag", "1 = the customer's profile names who brought them, 0 = it does not."),
        ])
    {
    }

    public override IEnumerable<FeatureDefinition> ChooseFor(HistoryProfile profile) => profile.Has("customers.referred_by")
        ? Definitions
        : Definitions.Where(feature => !feature.Name.Contains("refer", StringComparison.Ordinal));

    public override void Compute(in CustomerView customer, ref FeatureWriter writer)
    {
        AddRanks(customer, ref writer);
        AddReferrals(customer, ref writer);
    }

    private static FeatureDefinition Define(string name, string unit, string definition) =>
        new(name, FeatureGroup.Loyalty, unit, definition);

    private static void AddRanks(in CustomerView customer, ref FeatureWriter writer)
    {
        if (customer.Orders.Count == 0)
        {
            writer.AddMissing(7);
            return;
        }

        var frame = customer.Frame;
        var reference = customer.Reference;
        var (orders, spend) = Standing(customer.Orders, frame.Since(365), frame.Now);
        var (ordersBefore, spendBefore) = Standing(customer.Orders, frame.Since(455), frame.Since(90));
        var rank = LoyaltyLadder.RankOf(reference, orders, spend);
        writer.Add(rank ?? double.NaN);
        writer.Add(frame.Since(455) >= frame.HistoryStart ? rank - LoyaltyLadder.RankOf(reference, ordersBefore, spendBefore) ?? double.NaN : double.NaN);
        writer.Add(LoyaltyLadder.DistanceToNext(reference, rank, orders, spend));
        writer.Add(reference.RecencyDays.RankOf(customer.RecencyDays));
        writer.Add(reference.Orders.RankOf(orders));
        writer.Add(reference.Spend.RankOf(spend));
        writer.Add(Stickiness.Index(
            reference,
            Stickiness.ActiveDays(customer.Store, customer.Customer, frame, customer.Binding.Clock, customer.Orders),
            customer.TenureDays,
            Stickiness.Categories(customer.Store, customer.Customer, frame.Now)));
    }

    private static (int Orders, double Spend) Standing(in OrderList orders, long from, long to) =>
        (orders.CountSince(from) - orders.CountSince(to), orders.SpendBetween(from, to));

    private static void AddReferrals(in CustomerView customer, ref FeatureWriter writer)
    {
        var customers = customer.Store.Customers;
        if (customers is { ReferralStart: { } starts, ReferralAt: { } joined })
        {
            var (total, lately) = (0, 0);
            for (var referral = starts[customer.Customer]; referral < starts[customer.Customer + 1]; referral++)
            {
                if (joined[referral] >= customer.Frame.Now) continue;
                total++;
                if (joined[referral] >= customer.Frame.Since(365)) lately++;
            }

            writer.Add(total);
            writer.AddIf(customer.Frame.Since(365) >= customer.Frame.HistoryStart, lately);
        }
        else
        {
            writer.AddMissing(2);
        }

        // Named at all: whether the referrer is a customer would depend on what came after the date.
        writer.AddIf(
            customers?.ReferredBy is not null && customer.Row is not null,
            customer.Row is { } row && customers?.ReferredBy?[row] is not (null or Vocabulary.Missing) ? 1 : 0);
    }
}

using ChurnPredict.Features;
using ChurnPredict.History;

namespace ChurnPredict.Scoring;

/// <summary>Tells the segments of customers, from their history and the same reference as features. Thread-safe.</summary>
public sealed class SegmentCalculator
{
    private const double StickyFrom = 0.5;
    private readonly ViewSource _views;
    private readonly FeatureReference _reference;
    private readonly RfmTables _rfm;

    /// <summary>Makes a calculator.</summary>
    /// <param name="schema">The model's features.</param>
    /// <param name="reference">What there is to know of the base.</param>
    public SegmentCalculator(FeatureSchema schema, FeatureReference reference)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(reference);
        _views = new ViewSource(schema, reference);
        _reference = reference;
        _rfm = reference.Rfm ?? new RfmTables { RecencyDays = reference.RecencyDays, Orders = reference.Orders, Spend = reference.Spend };
    }

    /// <summary>The segments of a customer as of a date; nothing at or after the date is looked at.</summary>
    /// <param name="history">The customer.</param>
    /// <param name="asOf">The date.</param>
    /// <param name="hasContract">Whether the customer has a contract that runs on the date, and hence stays however long ago the last
    /// invoice was.</param>
    public CustomerSegments Compute(CustomerHistory history, AsOfDate asOf, bool hasContract = false)
    {
        var binding = _views.BindingOf(history.Store);
        using var orders = OrderList.Collect(history.Store, history.Customer, asOf.Instant, binding.Clock);
        var customer = _views.View(history, asOf, binding, orders);
        var satisfaction = SatisfactionSegment.Of(customer);
        if (orders.Count == 0) return new CustomerSegments { SatisfactionClass = satisfaction };
        var ordersInYear = orders.CountSince(customer.Frame.Since(365));
        var spendInYear = orders.SpendBetween(customer.Frame.Since(365), customer.Frame.Now);
        var recency = 6 - _rfm.RecencyDays.QuintileOf(customer.RecencyDays);
        var frequency = _rfm.Orders.QuintileOf(ordersInYear);
        var monetary = _rfm.Spend.QuintileOf(spendInYear);
        var stage = (hasContract ? JourneyStages.UnderContract(customer) : JourneyStages.Of(customer))!.Value;
        return new CustomerSegments
        {
            RfmRecency = recency,
            RfmFrequency = frequency,
            RfmMonetary = monetary,
            RfmSegment = recency is { } r && frequency is { } f && monetary is { } m ? RfmSegments.NameOf(r, f, m, orders.Count) : null,
            LoyaltyRank = LoyaltyLadder.KeyOf(_reference, LoyaltyLadder.RankOf(_reference, ordersInYear, spendInYear)),
            Stickiness = StickinessOf(customer, stage),
            SatisfactionClass = satisfaction,
            JourneyStage = JourneyStages.KeyOf(stage),
        };
    }

    private string? StickinessOf(in CustomerView customer, JourneyStage stage)
    {
        var index = Features.Stickiness.Index(
            _reference,
            Features.Stickiness.ActiveDays(customer.Store, customer.Customer, customer.Frame, customer.Binding.Clock, customer.Orders),
            customer.TenureDays,
            Features.Stickiness.Categories(customer.Store, customer.Customer, customer.Frame.Now));
        if (double.IsNaN(index)) return null;
        var retention = stage is JourneyStage.Fading or JourneyStage.Silent ? "fading" : "loyal";
        return $"{retention}_{(index >= StickyFrom ? "sticky" : "loose")}";
    }
}

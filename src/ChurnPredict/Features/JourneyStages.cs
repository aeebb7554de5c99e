namespace ChurnPredict.Features;

/// <summary>Tells journey stages.</summary>
internal static class JourneyStages
{
    private const int RegularOrders = 4;
    private const double LeastGapDays = 7;

    /// <summary>The stage of a customer; null without an order.</summary>
    public static JourneyStage? Of(in CustomerView customer)
    {
        var orders = customer.Orders;
        if (orders.Count == 0) return null;
        var recency = customer.RecencyDays;
        if (recency > customer.Reference.ChurnedAfterDays) return JourneyStage.Silent;
        var usual = customer.Rhythm.GapCount > 0 ? 2 * Math.Max(customer.Rhythm.Mean, LeastGapDays) : customer.Reference.HorizonDays;
        return recency > usual ? JourneyStage.Fading : ByOrders(orders.Count);
    }

    /// <summary>The stage of a customer whose contract runs, which invoices that are not due yet do not end; null without an order. No
    /// feature is told by it: models learned from silence, which says how far the last invoice lies back.</summary>
    public static JourneyStage? UnderContract(in CustomerView customer) => customer.Orders.Count == 0 ? null : ByOrders(customer.Orders.Count);

    /// <summary>The stage's key in segments and language files.</summary>
    public static string KeyOf(JourneyStage stage) => stage switch
    {
        JourneyStage.FirstOrder => "first_order",
        JourneyStage.Repeat => "repeat",
        JourneyStage.Regular => "regular",
        JourneyStage.Fading => "fading",
        _ => "silent",
    };

    private static JourneyStage ByOrders(int orders) =>
        orders >= RegularOrders ? JourneyStage.Regular
        : orders > 1 ? JourneyStage.Repeat
        : JourneyStage.FirstOrder;
}

using ChurnPredict.History;

namespace ChurnPredict.Features;

/// <summary>One customer as of one date, with what several blocks need: orders, rhythm, words. Lives within one computation.</summary>
internal readonly ref struct CustomerView
{
    /// <summary>Makes the view.</summary>
    public CustomerView(CustomerHistory history, AsOfFrame frame, StoreBinding binding, FeatureReference reference, OrderList orders)
    {
        Store = history.Store;
        Customer = history.Customer;
        Frame = frame;
        Binding = binding;
        Reference = reference;
        Orders = orders;
        Rhythm = PurchaseRhythm.Of(orders.Days);
        Row = Store.Customers?.RowAsOf(Customer, frame.Now);
    }

    /// <summary>The history.</summary>
    public EventStore Store { get; }

    /// <summary>The customer's number in it.</summary>
    public int Customer { get; }

    /// <summary>The date.</summary>
    public AsOfFrame Frame { get; }

    /// <summary>The schema's words in this history's codes.</summary>
    public StoreBinding Binding { get; }

    /// <summary>What there is to know of the base.</summary>
    public FeatureReference Reference { get; }

    /// <summary>Orders before the date.</summary>
    public readonly OrderList Orders;

    /// <summary>Gaps between the days with an order.</summary>
    public readonly PurchaseRhythm Rhythm;

    /// <summary>The row of the customers table that holds as of the date; null without one.</summary>
    public int? Row { get; }

    /// <summary>Days since the last order; NaN without one.</summary>
    public double RecencyDays => Orders.Count > 0 ? Frame.DaysSince(Orders.LastAt) : double.NaN;

    /// <summary>When the customer signed up, where that is known and before the date.</summary>
    public long? SignedUpAt => SignUpBefore(Store, Row, Frame.Now);

    /// <summary>Days since sign-up, or since the first order where no sign-up is known; NaN with neither.</summary>
    public double TenureDays =>
        SignedUpAt is { } signedUpAt ? Frame.DaysSince(signedUpAt)
        : Orders.Count > 0 ? Frame.DaysSince(Orders.FirstAt)
        : double.NaN;

    /// <summary>The sign-up that a row of the customers table states, where it lies before an instant.</summary>
    internal static long? SignUpBefore(EventStore store, int? row, long now) =>
        row is { } known && store.Customers!.SignedUpAt is { } times && times[known] != Instants.Missing && times[known] < now ? times[known] : null;
}

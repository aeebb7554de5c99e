namespace ChurnPredict.Trainer.Generation;

/// <summary>Order lines and refunds.</summary>
internal sealed class TransactionRows : TableRows
{
    private const double RefundKnownAfterDays = 0.02;
    private static readonly double[] Discounts = [0, 0, 0, 0.1, 0.2];

    private readonly GeneratedCalendar _calendar;
    private readonly ValueBuffer<long> _customerId;
    private readonly ValueBuffer<long> _occurredAt;
    private readonly ValueBuffer<long> _orderId;
    private readonly ValueBuffer<double> _amount;
    private readonly ValueBuffer<int> _quantity;
    private readonly WordBuffer _category;
    private readonly ValueBuffer<double> _margin;
    private readonly ValueBuffer<double> _listPrice;
    private readonly ValueBuffer<long> _promisedAt;
    private readonly ValueBuffer<long> _deliveredAt;
    private readonly ValueBuffer<long> _ingestedAt;

    public TransactionRows(GeneratedCalendar calendar)
    {
        _calendar = calendar;
        _customerId = Id("customer_id");
        _occurredAt = Instant("occurred_at");
        _orderId = Id("order_id");
        _amount = Number("amount");
        _quantity = Whole("quantity");
        _category = Word("category", Wording.Categories);
        _margin = Number("margin");
        _listPrice = Number("list_price", isNullable: true);
        _promisedAt = Instant("promised_at", isNullable: true);
        _deliveredAt = Instant("delivered_at", isNullable: true);
        _ingestedAt = Instant("ingested_at");
    }

    /// <summary>Writes an order's lines, and perhaps a refund of the last one.</summary>
    /// <param name="profile">Whose.</param>
    /// <param name="number">0 = the customer's first.</param>
    /// <param name="order">The order.</param>
    /// <param name="refundShare">Share of orders of which something is sent back.</param>
    /// <param name="random">The customer's stream.</param>
    public void Add(CustomerProfile profile, int number, Order order, double refundShare, RandomStream random)
    {
        var lines = 1 + (random.Chance(0.35) ? 1 : 0) + (random.Chance(0.12) ? 1 : 0);
        var discount = Discounts[random.Index(Discounts.Length)];
        var isRefunded = random.Chance(refundShare);
        var refundAt = order.DeliveredAt + random.Uniform(1, 12);
        var marginShare = random.Uniform(0.3, 0.4);
        var rest = order.Amount;
        for (var line = lines; line >= 1; line--)
        {
            var category = random.Chance(0.65) ? profile.FavouriteCategory : random.Index(Wording.Categories.Length);
            var amount = line == 1 ? rest : Math.Round(rest * random.Uniform(0.25, 0.6));
            rest -= amount;
            if (_calendar.IsSeen(order.At, order.KnownAt)) AddLine(profile, number, order, category, amount, amount * marginShare, discount);
            if (line == 1 && isRefunded) AddRefund(profile, number, category, -amount, -amount * marginShare, refundAt);
        }
    }

    private void AddLine(CustomerProfile profile, int number, Order order, int category, double amount, double margin, double discount)
    {
        AddCommon(profile, number, category, amount, margin, order.At, order.KnownAt);
        _quantity.Add(amount > 6000 ? 2 : 1);
        _listPrice.Add(Math.Round(amount / (1 - discount)));
        _promisedAt.Add(_calendar.Instant(order.PromisedAt));
        _deliveredAt.Add(_calendar.InstantSoFar(order.DeliveredAt));
    }

    private void AddRefund(CustomerProfile profile, int number, int category, double amount, double margin, double at)
    {
        if (!_calendar.IsSeen(at, at + RefundKnownAfterDays)) return;
        AddCommon(profile, number, category, amount, margin, at, at + RefundKnownAfterDays);
        _quantity.Add(-1);
        _listPrice.AddNull();
        _promisedAt.AddNull();
        _deliveredAt.AddNull();
    }

    private void AddCommon(CustomerProfile profile, int number, int category, double amount, double margin, double at, double knownAt)
    {
        _customerId.Add(CustomerRows.IdOf(profile.Index));
        _occurredAt.Add(_calendar.Instant(at));
        _orderId.Add((CustomerRows.IdOf(profile.Index) * 10_000) + number);
        _amount.Add(amount);
        _category.Add(category);
        _margin.Add(Math.Round(margin));
        _ingestedAt.Add(_calendar.Instant(knownAt));
    }
}

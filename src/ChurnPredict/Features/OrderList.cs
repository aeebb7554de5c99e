using System.Buffers;
using ChurnPredict.History;

namespace ChurnPredict.Features;

/// <summary>
/// A customer's orders before the date, in time order: those with a line of positive amount, dated by the first such line.
/// Lives within one computation; its rented arrays go back on <see cref="Dispose"/>.
/// </summary>
internal ref struct OrderList
{
    private readonly long[] _at;
    private readonly double[] _amount;
    private readonly int[] _number;
    private readonly int[] _day;

    private OrderList(int capacity)
    {
        _at = ArrayPool<long>.Shared.Rent(capacity);
        _amount = ArrayPool<double>.Shared.Rent(capacity);
        _number = ArrayPool<int>.Shared.Rent(capacity);
        _day = ArrayPool<int>.Shared.Rent(capacity);
    }

    /// <summary>Number of orders.</summary>
    public int Count { get; private set; }

    /// <summary>Number of different local days with an order.</summary>
    public int DayCount { get; private set; }

    /// <summary>When each order was placed.</summary>
    public readonly ReadOnlySpan<long> At => _at.AsSpan(0, Count);

    /// <summary>Positive amounts of each order, refunds apart.</summary>
    public readonly ReadOnlySpan<double> Amount => _amount.AsSpan(0, Count);

    /// <summary>Local days with an order, rising (see <see cref="LocalClock.Day"/>).</summary>
    public readonly ReadOnlySpan<int> Days => _day.AsSpan(0, DayCount);

    /// <summary>When the last order was placed; only where there is one.</summary>
    public readonly long LastAt => _at[Count - 1];

    /// <summary>When the first order was placed; only where there is one.</summary>
    public readonly long FirstAt => _at[0];

    /// <summary>The number of the last order in <see cref="TransactionTable.Order"/>; only where there is one.</summary>
    public readonly int LastNumber => _number[Count - 1];

    /// <summary>Positive amounts of all orders.</summary>
    public readonly double Spend
    {
        get
        {
            var sum = 0.0;
            foreach (var amount in Amount) sum += amount;
            return sum;
        }
    }

    /// <summary>Positive amounts of the orders on the first day.</summary>
    public double FirstDaySpend { get; private set; }

    /// <summary>Collects a customer's orders.</summary>
    /// <param name="store">The history.</param>
    /// <param name="customer">The customer.</param>
    /// <param name="now">Instant of the date.</param>
    /// <param name="clock">Says local days.</param>
    public static OrderList Collect(EventStore store, int customer, long now, LocalClock clock)
    {
        var table = store.Transactions;
        var (begin, end) = table.RowsBefore(customer, now);
        var orders = new OrderList(int.Max(end - begin, 1));
        orders.AddLines(table, begin, end, now);
        orders.AddDays(clock);
        return orders;
    }

    /// <summary>Orders placed at or after an instant.</summary>
    public readonly int CountSince(long instant)
    {
        var count = 0;
        for (var order = Count - 1; order >= 0 && _at[order] >= instant; order--) count++;
        return count;
    }

    /// <summary>Spend at or after one instant and before another.</summary>
    public readonly double SpendBetween(long from, long to)
    {
        var sum = 0.0;
        for (var order = Count - 1; order >= 0 && _at[order] >= from; order--)
        {
            if (_at[order] < to) sum += _amount[order];
        }

        return sum;
    }

    /// <summary>Gives the arrays back.</summary>
    public readonly void Dispose()
    {
        ArrayPool<long>.Shared.Return(_at);
        ArrayPool<double>.Shared.Return(_amount);
        ArrayPool<int>.Shared.Return(_number);
        ArrayPool<int>.Shared.Return(_day);
    }

    // Order numbers are dense, so an array finds an order again; the days' array serves until the days are written.
    private void AddLines(TransactionTable table, int begin, int end, long now)
    {
        var amounts = table.Amount;
        var numbers = table.Order;
        var found = _day.AsSpan(0, end - begin);
        found.Clear();
        for (var row = begin; row < end; row++)
        {
            if (!(amounts[row] > 0) || !table.IsKnown(row, now)) continue;
            ref var order = ref found[numbers[row]];
            if (order > 0)
            {
                _amount[order - 1] += amounts[row];
                continue;
            }

            Append(table.OccurredAt[row], amounts[row], numbers[row]);
            order = Count;
        }
    }

    private void Append(long at, double amount, int number)
    {
        _at[Count] = at;
        _amount[Count] = amount;
        _number[Count] = number;
        Count++;
    }

    private void AddDays(LocalClock clock)
    {
        for (var order = 0; order < Count; order++)
        {
            var day = clock.Day(_at[order]);
            if (DayCount == 0 || _day[DayCount - 1] != day) _day[DayCount++] = day;
            if (DayCount == 1) FirstDaySpend += _amount[order];
        }
    }
}

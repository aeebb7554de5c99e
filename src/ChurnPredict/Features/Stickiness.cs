using ChurnPredict.History;

namespace ChurnPredict.Features;

/// <summary>How much of a customer's life the shop is part of, and so what it would cost them to leave.</summary>
internal static class Stickiness
{
    /// <summary>Different local days in the 90 days before the date with an order or an engagement event.</summary>
    public static int ActiveDays(EventStore store, int customer, AsOfFrame frame, LocalClock clock, in OrderList orders)
    {
        var since = frame.Since(90);
        var next = orders.Count;
        while (next > 0 && orders.At[next - 1] >= since) next--;
        var (count, last) = (0, int.MinValue);
        if (store.Engagement is { } table)
        {
            var (begin, end) = table.RowsBefore(customer, frame.Now);
            var row = end;
            while (row > begin && table.OccurredAt[row - 1] >= since) row--;
            for (; row < end; row++)
            {
                if (!table.IsKnown(row, frame.Now)) continue;
                while (next < orders.Count && orders.At[next] <= table.OccurredAt[row]) Step(clock.Day(orders.At[next++]));
                Step(clock.Day(table.OccurredAt[row]));
            }
        }

        while (next < orders.Count) Step(clock.Day(orders.At[next++]));
        return count;

        void Step(int day)
        {
            if (day != last) count++;
            last = day;
        }
    }

    /// <summary>Mean rank, among the base, of active days, breadth and tenure, as far as they are known: 0 = loose to 1 = sticky.</summary>
    public static double Index(FeatureReference reference, double activeDays, double tenureDays, double categories)
    {
        var (sum, count) = (0.0, 0);
        Take(reference.ActiveDays.RankOf(activeDays));
        Take(reference.TenureDays.RankOf(tenureDays));
        Take(reference.Categories.RankOf(categories));
        return count > 0 ? sum / count : double.NaN;

        void Take(double rank)
        {
            if (double.IsNaN(rank)) return;
            sum += rank;
            count++;
        }
    }

    /// <summary>Different categories bought; NaN where the history has none.</summary>
    public static double Categories(EventStore store, int customer, long now)
    {
        if (store.Transactions is not { Category: { } codes } table) return double.NaN;
        var (begin, end) = table.RowsBefore(customer, now);
        using var tally = new CategoryTally(end - begin);
        for (var row = begin; row < end; row++)
        {
            if (table.Amount[row] > 0 && codes[row] != Vocabulary.Missing && table.IsKnown(row, now)) tally.Add(codes[row], table.OccurredAt[row], double.NaN);
        }

        return tally.Count;
    }
}

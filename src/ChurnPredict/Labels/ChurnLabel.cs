using ChurnPredict.History;

namespace ChurnPredict.Labels;

/// <summary>What became of a customer after a date. Facts count by when they happened, whenever before the end of the history they
/// became known.</summary>
internal static class ChurnLabel
{
    /// <summary>Days from the date to the next order, or to the cancellation for contracts; +∞ when none was observed.</summary>
    public static float EventDays(CustomerHistory history, LabelFrame frame)
    {
        var at = frame.Definition.Kind == ChurnKind.Cancellation ? NextCancellation(history, frame).At : NextOrder(history, frame);
        return at is { } instant ? (float)Instants.DaysBetween(frame.AsOf.Instant, instant) : float.PositiveInfinity;
    }

    /// <summary>Days from the date until it is known that an event came: until one has happened and its row was ingested; +∞ when none was.</summary>
    public static float KnownDays(CustomerHistory history, LabelFrame frame)
    {
        var at = frame.Definition.Kind == ChurnKind.Cancellation ? NextCancellation(history, frame).KnownAt : OrderKnown(history, frame);
        return at is { } instant ? (float)Instants.DaysBetween(frame.AsOf.Instant, instant) : float.PositiveInfinity;
    }

    /// <summary>1 = churned within the horizon, 0 = stayed, NaN = the horizon is not over in the data, or nobody says.</summary>
    public static float Churned(CustomerHistory history, LabelFrame frame)
    {
        if (frame.Definition.Kind == ChurnKind.Label) return Said(history, frame);
        if (!frame.IsChurnObserved) return float.NaN;
        return frame.Definition.Kind == ChurnKind.Cancellation
            ? NextCancellation(history, frame).At < frame.ChurnEnd ? 1 : 0
            : NextOrder(history, frame) < frame.ChurnEnd ? 0 : 1;
    }

    private static float Said(CustomerHistory history, LabelFrame frame)
    {
        if (history.Store.Customers is not { Label: { } labels } customers) return float.NaN;
        return customers.RowAsOf(history.Customer, frame.AsOf.Instant) is { } row && labels[row] is { } churned ? (churned ? 1 : 0) : float.NaN;
    }

    private static long? NextOrder(CustomerHistory history, LabelFrame frame)
    {
        var table = history.Store.Transactions;
        var end = table.Start[history.Customer + 1];
        for (var row = table.RowsBefore(history.Customer, frame.AsOf.Instant).End; row < end; row++)
        {
            if (table.Amount[row] > 0 && table.IsKnown(row, frame.KnownUntil)) return table.OccurredAt[row];
        }

        return null;
    }

    private static long? OrderKnown(CustomerHistory history, LabelFrame frame)
    {
        var table = history.Store.Transactions;
        long? known = null;
        var end = table.Start[history.Customer + 1];
        for (var row = table.RowsBefore(history.Customer, frame.AsOf.Instant).End; row < end && !(table.OccurredAt[row] >= known); row++)
        {
            if (table.Amount[row] > 0 && table.IsKnown(row, frame.KnownUntil))
                known = Earlier(known, Math.Max(table.OccurredAt[row], table.IngestedAt?[row] ?? Instants.Missing));
        }

        return known;
    }

    private static long Earlier(long? known, long other) => known < other ? known.Value : other;

    // A cancellation may stand in a row that begins to hold after the one that holds as of the date. Where a later row began before it
    // happened, it was withdrawn or moved, and the later row says what came of it.
    private static (long? At, long? KnownAt) NextCancellation(CustomerHistory history, LabelFrame frame)
    {
        if (history.Store.Customers is not { CancelledAt: { } times } customers) return (null, null);
        var (next, known, superseded) = ((long?)null, (long?)null, long.MaxValue);
        for (var row = customers.Start[history.Customer + 1] - 1; row >= customers.Start[history.Customer]; row--)
        {
            if (!customers.IsKnown(row, frame.KnownUntil)) continue;
            var at = times[row];
            if (at >= frame.AsOf.Instant && at < frame.DataEnd && at < superseded)
                (next, known) = (Earlier(next, at), Earlier(known, Math.Max(at, customers.RecordedAt(row))));
            superseded = customers.BeginsAt(row);
        }

        return (next, known);
    }
}

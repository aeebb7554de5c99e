using ChurnPredict.History;

namespace ChurnPredict.Retention;

/// <summary>
/// Measures the effect of actions by touches that were withheld at random (<c>is_control</c>): relative uplift = 1 − ratio of the
/// two churn shares, with the interval of the log risk ratio (Katz, Baptista, Azen and Pike 1978).
/// </summary>
public static class UpliftEstimator
{
    private const double NormalQuantile = 1.959964;

    /// <summary>Measures every action that has both treated and control touches with some churn among each.</summary>
    /// <param name="source">The history.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>By action, in ordinal order; empty without an <c>is_control</c> column.</returns>
    public static IReadOnlyList<MeasuredUplift> Estimate(HistorySource source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        var tallies = new Dictionary<string, (int Treated, int TreatedChurned, int Controls, int ControlsChurned)>(StringComparer.Ordinal);
        foreach (var store in source.Parts())
        {
            if (store.Touches is not { IsControl: not null }) continue;
            for (var customer = 0; customer < store.CustomerCount; customer++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Count(store, customer, tallies);
            }
        }

        return
        [
            .. tallies.Where(pair => pair.Value.TreatedChurned > 0 && pair.Value.ControlsChurned > 0)
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => Measure(pair.Key, pair.Value)),
        ];
    }

    private static void Count(
        EventStore store, int customer, Dictionary<string, (int Treated, int TreatedChurned, int Controls, int ControlsChurned)> tallies)
    {
        var touches = store.Touches!;
        var horizon = store.Description.Churn.HorizonDays * Instants.MicrosecondsPerDay;
        for (var row = touches.Start[customer]; row < touches.Start[customer + 1]; row++)
        {
            var at = touches.OccurredAt[row];
            if (store.LastEventAt - at < horizon || store.Vocabularies.Actions.WordOf(touches.Action[row]) is not { } action) continue;
            var tally = tallies.GetValueOrDefault(action);
            var churned = Churned(store, customer, at, at + horizon) ? 1 : 0;
            tallies[action] = touches.IsControl![row]
                ? tally with { Controls = tally.Controls + 1, ControlsChurned = tally.ControlsChurned + churned }
                : tally with { Treated = tally.Treated + 1, TreatedChurned = tally.TreatedChurned + churned };
        }
    }

    private static bool Churned(EventStore store, int customer, long from, long until)
    {
        if (store.Description.Churn.Kind == ChurnKind.Cancellation)
        {
            var customers = store.Customers;
            return customers?.CancelledAt is { } cancelled && customers.RowAsOf(customer, long.MaxValue) is { } row
                && cancelled[row] != Instants.Missing && cancelled[row] < until;
        }

        var transactions = store.Transactions;
        var (_, end) = transactions.RowsBefore(customer, until);
        for (var row = end - 1; row >= transactions.Start[customer] && transactions.OccurredAt[row] >= from; row--)
        {
            if (transactions.Amount[row] > 0) return false;
        }

        return true;
    }

    private static MeasuredUplift Measure(string action, (int Treated, int TreatedChurned, int Controls, int ControlsChurned) tally)
    {
        var treated = (double)tally.TreatedChurned / tally.Treated;
        var control = (double)tally.ControlsChurned / tally.Controls;
        var error = Math.Sqrt(((1 - treated) / tally.TreatedChurned) + ((1 - control) / tally.ControlsChurned));
        var logRatio = Math.Log(treated / control);
        return new MeasuredUplift
        {
            Action = action,
            Treated = tally.Treated,
            Controls = tally.Controls,
            TreatedChurn = treated,
            ControlChurn = control,
            RelativeUplift = 1 - Math.Exp(logRatio),
            Low = 1 - Math.Exp(logRatio + (NormalQuantile * error)),
            High = 1 - Math.Exp(logRatio - (NormalQuantile * error)),
        };
    }
}

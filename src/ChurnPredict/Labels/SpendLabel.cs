using ChurnPredict.History;

namespace ChurnPredict.Labels;

/// <summary>What a customer spent after a date, within one horizon; NaN where the horizon is not over in the data.</summary>
/// <param name="Gross">Positive amounts.</param>
/// <param name="Net">All amounts, refunds subtracted.</param>
/// <param name="Margin">Margin of all lines; NaN as well when it is not known.</param>
internal readonly record struct SpendLabel(double Gross, double Net, double Margin)
{
    private static readonly SpendLabel Unknown = new(double.NaN, double.NaN, double.NaN);

    /// <summary>Sums the lines of each horizon.</summary>
    /// <param name="history">The customer.</param>
    /// <param name="frame">The date.</param>
    /// <param name="labels">Overwritten; one entry a horizon of <see cref="LabelFrame.Horizons"/>.</param>
    public static void Read(CustomerHistory history, LabelFrame frame, Span<SpendLabel> labels)
    {
        var table = history.Store.Transactions;
        var row = table.RowsBefore(history.Customer, frame.AsOf.Instant).End;
        var end = table.Start[history.Customer + 1];
        var (gross, net, margin) = (0.0, 0.0, 0.0);
        for (var horizon = 0; horizon < labels.Length; horizon++)
        {
            for (; row < end && table.OccurredAt[row] < frame.HorizonEnds[horizon]; row++)
            {
                if (!table.IsKnown(row, frame.KnownUntil)) continue;
                gross += Math.Max(table.Amount[row], 0);
                net += table.Amount[row];
                margin += MarginOf(table, row, frame.GrossMargin);
            }

            labels[horizon] = frame.HorizonEnds[horizon] <= frame.DataEnd ? new SpendLabel(gross, net, margin) : Unknown;
        }
    }

    private static double MarginOf(TransactionTable table, int row, double? grossMargin) =>
        table.Margin is { } margins && !double.IsNaN(margins[row]) ? margins[row] : table.Amount[row] * grossMargin ?? double.NaN;
}

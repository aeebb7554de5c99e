using ChurnPredict.History;

namespace ChurnPredict.Labels;

/// <summary>How many customers a labelled snapshot has, without its features: whether there is enough to learn from.</summary>
/// <param name="AsOf">The date.</param>
/// <param name="Scored">Customers with a row.</param>
/// <param name="Churned">Of these, churned within the horizon.</param>
/// <param name="Kept">Of these, stayed.</param>
public sealed record SnapshotCount(DateOnly AsOf, int Scored, int Churned, int Kept)
{
    /// <summary>Counts the customers of the last snapshot whose label window is over.</summary>
    /// <param name="source">The history.</param>
    /// <param name="cancellationToken">Stops counting.</param>
    public static SnapshotCount OfLastLabelled(HistorySource source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        var definition = source.Description.Churn;
        var date = definition.Kind == ChurnKind.Label ? definition.LabelAsOf!.Value : source.DayAfterLastEvent.Date.AddDays(-definition.HorizonDays);
        return Of(source, [source.TimeAxis.AsOf(date)], _ => true, cancellationToken)[0];
    }

    /// <summary>Counts some customers of snapshots, one count a date.</summary>
    internal static SnapshotCount[] Of(
        HistorySource source, IReadOnlyList<AsOfDate> dates, Func<CustomerHistory, bool> includes, CancellationToken cancellationToken)
    {
        LabelFrame[] frames = [.. dates.Select(date => new LabelFrame(date, source, source.Description.Churn))];
        var counts = Array.ConvertAll(frames, frame => new SnapshotCount(frame.AsOf.Date, 0, 0, 0));
        foreach (var part in source.Parts())
        {
            for (var date = 0; date < frames.Length; date++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                counts[date] = counts[date].With(part, frames[date], includes);
            }
        }

        return counts;
    }

    private SnapshotCount With(EventStore part, LabelFrame frame, Func<CustomerHistory, bool> includes)
    {
        var (scored, churned, kept) = (Scored, Churned, Kept);
        for (var customer = 0; customer < part.CustomerCount; customer++)
        {
            var history = part.Customer(customer);
            if (!includes(history) || CustomerStatusRule.StatusOf(history, frame.AsOf, frame.Definition) != CustomerStatus.Scored) continue;
            scored++;
            var label = ChurnLabel.Churned(history, frame);
            if (label == 1) churned++;
            else if (label == 0) kept++;
        }

        return new SnapshotCount(AsOf, scored, churned, kept);
    }
}

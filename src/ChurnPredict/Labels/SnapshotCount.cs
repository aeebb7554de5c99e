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
        var frame = new LabelFrame(source.TimeAxis.AsOf(date), source, definition);
        var (scored, churned, kept) = (0, 0, 0);
        foreach (var part in source.Parts())
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var customer = 0; customer < part.CustomerCount; customer++)
            {
                var history = part.Customer(customer);
                if (CustomerStatusRule.StatusOf(history, frame.AsOf, definition) != CustomerStatus.Scored) continue;
                scored++;
                var label = ChurnLabel.Churned(history, frame);
                if (label == 1) churned++;
                else if (label == 0) kept++;
            }
        }

        return new SnapshotCount(date, scored, churned, kept);
    }
}

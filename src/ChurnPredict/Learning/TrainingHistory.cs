using System.Globalization;
using ChurnPredict.Labels;

namespace ChurnPredict.Learning;

/// <summary>Tells the history of a training from another, by the snapshots that the model folder describes: a history that has grown, or of
/// which a few rows were corrected, is still the same.</summary>
internal static class TrainingHistory
{
    private const double Tolerance = 0.01;
    private const double StandardErrors = 4;

    /// <summary>In what a history differs from that of a training; null = in nothing.</summary>
    /// <param name="training">What the training says of its snapshots.</param>
    /// <param name="tables">Snapshots of the history: those that the model learned from, and the one it is judged on, which need not have been
    /// one of the training; or the groups of the only one.</param>
    public static string? Difference(IReadOnlyList<SnapshotSummary> training, IReadOnlyList<SnapshotTable> tables)
    {
        for (var index = 0; index < tables.Count; index++)
        {
            var (table, group) = (tables[index], index + 1);
            var then = training.FirstOrDefault(snapshot => snapshot.AsOf == table.AsOf.Date && (snapshot.Fold is null || snapshot.Fold == group));
            if (then is null && index < tables.Count - 1) return "the snapshots of the training have too few customers in it";
            if (then is not null && !AreAlike(table, then)) return Told(table, then);
        }

        return null;
    }

    private static bool AreAlike(SnapshotTable table, SnapshotSummary then)
    {
        if (Math.Abs(table.Population.Length - then.Customers) > Tolerance * then.Customers) return false;
        return then.ChurnRate is not { } rate || (table.Churned.Length > 0 && Math.Abs(table.Churned.Average() - rate) <= Tolerance + SamplingError(then.SampledCustomers, rate));
    }

    /// <summary>By how much the rate of a sample may differ from that of all, or of another sample, by chance.</summary>
    private static double SamplingError(int? customers, double rate) =>
        customers is { } sampled ? StandardErrors * Math.Sqrt(2 * rate * (1 - rate) / sampled) : 0;

    private static string Told(SnapshotTable table, SnapshotSummary then) =>
        $"on {then.AsOf:yyyy-MM-dd} it has {Told(table.Population.Length, table.Churned.Length == 0 ? null : table.Churned.Average())}, the training's had {Told(then.Customers, then.ChurnRate)}";

    private static string Told(int customers, double? rate) =>
        string.Create(CultureInfo.InvariantCulture, $"{customers:N0} customers{(rate is { } known ? $" of whom {known:0.0%} churned" : "")}");
}

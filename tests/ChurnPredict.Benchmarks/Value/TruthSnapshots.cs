using ChurnPredict.Features;
using ChurnPredict.History;
using ChurnPredict.Labels;

namespace ChurnPredict.Benchmarks;

/// <summary>
/// Snapshots of a generated history up to a test date, as training lays them out: from where a horizon of history lies behind on, the latest
/// sixteen, of the population that it scores, of every n-th customer where the base is large. What features need to know of the base is fitted
/// on all customers.
/// </summary>
internal sealed class TruthSnapshots(HistorySource source, int everyNth)
{
    public const int Threads = 2;
    private const int SpacingDays = 30;
    private const int MostSnapshots = 16;

    private readonly string[] _ids = [.. source.Parts().SelectMany(part => Enumerable.Range(0, part.CustomerCount).Select(customer => part.Ids[customer]))];

    public HistorySource Source => source;

    /// <summary>Builds them; the last one is that of the test date.</summary>
    public IReadOnlyList<SnapshotTable> Until(DateOnly test)
    {
        var first = source.TimeAxis.LocalDate(source.FirstEventAt).AddDays(source.Description.Churn.HorizonDays);
        AsOfDate[] dates = [.. Enumerable.Range(0, MostSnapshots).Select(index => test.AddDays(-SpacingDays * index))
            .Where(date => date >= first).Reverse().Select(source.TimeAxis.AsOf)];
        var schema = FeatureSchemaBuilder.Build(source, dates[^1]);
        var definition = source.Description.Churn;
        var references = FeatureReferenceFitter.Fit(source, schema, dates, definition, Threads, CancellationToken.None);
        var choose = dates.Select(_ => (Func<int[], int[]>)(population => [.. population.Where((_, index) => index % everyNth == 0)]));
        return SnapshotBuilder.BuildSome(source, schema, dates, references, definition, [.. choose], Threads, null, CancellationToken.None);
    }

    /// <summary>A column of the truth, one value a row of a snapshot; NaN where a customer has none.</summary>
    public double[] Of(SnapshotTable table, GeneratedTruth truth, string column) =>
        Array.ConvertAll(table.CustomerIndex, customer => (double)truth.Of(_ids[customer], column));
}

using ChurnPredict.Boosting;
using ChurnPredict.History;
using ChurnPredict.Labels;

namespace ChurnPredict.Learning;

/// <summary>
/// Cuts the only labelled snapshot of a history into groups of customers that stand in for rolling origins: each is judged by a model
/// that learned from the groups before it, and the last one is the test. A customer's group comes from the id alone, so that every
/// model of every seed is judged on the same customers, whom none of them saw.
/// </summary>
internal static class SnapshotFolds
{
    /// <summary>Number of groups.</summary>
    public static int Count => Ends.Length;

    /// <summary>Where each group ends, as a share of all customers: enough to learn from at first, a fifth to test on.</summary>
    private static readonly double[] Ends = [0.4, 0.5333, 0.6667, 0.8, 1];

    /// <summary>Cuts a snapshot; rows whose label nobody says are in no group.</summary>
    /// <param name="source">The history, for its ids.</param>
    /// <param name="table">The snapshot.</param>
    public static IReadOnlyList<SnapshotTable> Split(HistorySource source, SnapshotTable table)
    {
        var rows = Enumerable.Range(0, Count).Select(_ => new List<int>()).ToArray();
        var (row, before) = (0, 0);
        foreach (var part in source.Parts())
        {
            for (; row < table.CustomerIndex.Length && table.CustomerIndex[row] < before + part.CustomerCount; row++)
            {
                if (!float.IsNaN(table.Churned[row])) rows[FoldOf(part.Ids.Utf8(table.CustomerIndex[row] - before))].Add(row);
            }

            before += part.CustomerCount;
        }

        return [.. rows.Select(chosen => Rows(table, [.. chosen]))];
    }

    /// <summary>The group of a customer, 0 to <see cref="Count"/> − 1.</summary>
    public static int FoldOf(ReadOnlySpan<byte> customerId)
    {
        // The low bits: the high ones order customers within a history.
        var share = (CustomerIds.Hash(customerId) & 0xFFFF_FFFF) / 4294967296.0;
        var fold = 0;
        while (fold < Count - 1 && share >= Ends[fold]) fold++;
        return fold;
    }

    private static SnapshotTable Rows(SnapshotTable table, int[] rows)
    {
        var customers = Chosen(table.CustomerIndex, rows);
        return table with
        {
            Features = table.Features.Choose(rows),
            CustomerIndex = customers,
            Population = customers,
            Churned = Chosen(table.Churned, rows),
            EventDays = Chosen(table.EventDays, rows),
            EventKnownDays = Chosen(table.EventKnownDays, rows),
            GrossSpend = Chosen(table.GrossSpend, rows),
            NetSpend = Chosen(table.NetSpend, rows),
            Margin = Chosen(table.Margin, rows),
        };
    }

    private static Dictionary<int, float[]> Chosen(IReadOnlyDictionary<int, float[]> columns, int[] rows) =>
        columns.ToDictionary(column => column.Key, column => column.Value.Length == 0 ? column.Value : Chosen(column.Value, rows));

    private static T[] Chosen<T>(T[] column, int[] rows) => Array.ConvertAll(rows, row => column[row]);
}

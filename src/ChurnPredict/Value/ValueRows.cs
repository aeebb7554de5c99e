using ChurnPredict.Boosting;

namespace ChurnPredict.Value;

/// <summary>Rows of several snapshots, one behind the other, to learn value from.</summary>
/// <param name="Features">The rows.</param>
/// <param name="Money">What came, one a row, ≥ 0.</param>
/// <param name="AreMany">See <see cref="AreManyIn"/>.</param>
internal sealed record ValueRows(FeatureMatrix Features, float[] Money, bool AreMany)
{
    /// <summary>Below it more trees changed rank correlations with what came by −.001 to +.001 (CDNOW and two generated histories of 3,000
    /// and 4,000 customers).</summary>
    private const int Many = 40_000;

    private readonly Lock _lock = new();
    private BinnedMatrix? _bins;

    /// <summary>Whether so many rows of a set of snapshots are taken that ensembles learn longer.</summary>
    public static bool AreManyIn(IEnumerable<ValueLabels> snapshots, int maximumRows) =>
        Math.Min(snapshots.Sum(snapshot => (long)snapshot.Features.RowCount), maximumRows) >= Many;

    /// <summary>Takes all rows, or every n-th when there are more than may be learned from.</summary>
    public static ValueRows From(IReadOnlyList<ValueLabels> snapshots, int maximumRows)
    {
        var total = snapshots.Sum(snapshot => (long)snapshot.Features.RowCount);
        var step = (int)Math.Max(1, (total + maximumRows - 1) / maximumRows);
        var chosen = snapshots.SelectMany((snapshot, index) =>
            Enumerable.Range(0, snapshot.Features.RowCount).Where(row => (row + index) % step == 0).Select(row => (snapshot, row))).ToArray();
        return Of(snapshots[0].Features, chosen, AreManyIn(snapshots, maximumRows));
    }

    /// <summary>The rows in bins, made when first asked for: two ensembles learn from them.</summary>
    /// <param name="threadCount">Threads, 1 or more; the bins do not depend on it.</param>
    public BinnedMatrix Bins(int threadCount)
    {
        lock (_lock) return _bins ??= BinnedMatrix.From(Features, threadCount: threadCount);
    }

    /// <summary>The rows in which money came.</summary>
    public ValueRows Positive()
    {
        var rows = Enumerable.Range(0, Money.Length).Where(row => Money[row] > 0).ToArray();
        var values = new float[(long)rows.Length * Features.FeatureCount];
        for (var index = 0; index < rows.Length; index++)
            Features.Row(rows[index]).CopyTo(values.AsSpan(index * Features.FeatureCount, Features.FeatureCount));
        return new ValueRows(new FeatureMatrix(values, rows.Length, Features.FeatureCount, Features.Features), Array.ConvertAll(rows, row => Money[row]), AreMany);
    }

    private static ValueRows Of(FeatureMatrix like, (ValueLabels Snapshot, int Row)[] chosen, bool areMany)
    {
        var width = like.FeatureCount;
        var values = new float[(long)chosen.Length * width];
        for (var index = 0; index < chosen.Length; index++)
            chosen[index].Snapshot.Features.Row(chosen[index].Row).CopyTo(values.AsSpan(checked(index * width), width));
        var money = Array.ConvertAll(chosen, row => Math.Max(0, row.Snapshot.Money[row.Row]));
        return new ValueRows(new FeatureMatrix(values, chosen.Length, width, like.Features), money, areMany);
    }
}

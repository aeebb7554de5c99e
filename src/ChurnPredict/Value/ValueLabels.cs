using ChurnPredict.Boosting;
using ChurnPredict.Labels;

namespace ChurnPredict.Value;

/// <summary>What a snapshot says of one horizon: which rows are there, and what money came.</summary>
internal sealed class ValueLabels
{
    private ValueLabels(SnapshotTable table, int horizonDays, float[] money)
    {
        Table = table;
        HorizonDays = horizonDays;
        Money = money;
    }

    public SnapshotTable Table { get; }

    public int HorizonDays { get; }

    /// <summary>One a row, never NaN; may be negative where refunds are subtracted.</summary>
    public float[] Money { get; }

    public DateOnly Date => Table.AsOf.Date;

    /// <summary>The day on which the window ends.</summary>
    public DateOnly End => Date.AddDays(HorizonDays);

    public FeatureMatrix Features => Table.Features;

    /// <summary>Those snapshots whose window of this length is over by a date, in their order.</summary>
    public static IReadOnlyList<ValueLabels> By(
        DateOnly date, IReadOnlyList<SnapshotTable> tables, int horizonDays, ValueTarget target) =>
    [
        .. tables
            .Where(table => table.AsOf.Date.AddDays(horizonDays) <= date)
            .Select(table => Of(table, horizonDays, target))
            .OfType<ValueLabels>(),
    ];

    /// <summary>The labels of a snapshot; null where its window is not over in the data or it has no rows.</summary>
    public static ValueLabels? Of(SnapshotTable table, int horizonDays, ValueTarget target)
    {
        var money = target == ValueTarget.GrossSpend ? table.GrossSpend : table.NetSpend;
        if (!money.TryGetValue(horizonDays, out var amounts) || table.Features.RowCount == 0) return null;
        return Array.Exists(amounts, float.IsNaN) ? null : new ValueLabels(table, horizonDays, amounts);
    }
}

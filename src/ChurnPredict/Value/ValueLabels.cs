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

    /// <summary>What the days of windows count on average, by the money in them.</summary>
    /// <param name="windows">Windows of one horizon; not empty.</param>
    /// <param name="season">What months count.</param>
    /// <returns>1 where no money came.</returns>
    public static double MeanFactor(IReadOnlyList<ValueLabels> windows, PurchaseSeason season)
    {
        double money = 0, plain = 0;
        foreach (var window in windows)
        {
            var came = window.Money.Sum(amount => Math.Max(0.0, amount));
            money += came;
            plain += came / season.MeanFactor(window.Date, window.HorizonDays);
        }

        return money > 0 ? money / plain : 1;
    }

    /// <summary>The same windows with the money that would have come in them at the season that they have on average.</summary>
    /// <param name="windows">Windows of one horizon; not empty.</param>
    /// <param name="season">What months count.</param>
    public static IReadOnlyList<ValueLabels> AtMeanSeason(IReadOnlyList<ValueLabels> windows, PurchaseSeason season)
    {
        var mean = MeanFactor(windows, season);
        return [.. windows.Select(AtMean)];

        ValueLabels AtMean(ValueLabels window)
        {
            var factor = mean / season.MeanFactor(window.Date, window.HorizonDays);
            return new ValueLabels(window.Table, window.HorizonDays, Array.ConvertAll(window.Money, money => (float)(money * factor)));
        }
    }

    /// <summary>Share of the windows' money that comes from customers who bring none in a shorter horizon, [0, 1].</summary>
    /// <param name="windows">Windows of one horizon.</param>
    /// <param name="shorterDays">The shorter horizon.</param>
    /// <param name="target">What money is.</param>
    /// <returns>0 where no money came.</returns>
    public static double LateShare(IReadOnlyList<ValueLabels> windows, int shorterDays, ValueTarget target)
    {
        double late = 0, all = 0;
        foreach (var window in windows)
        {
            if (Of(window.Table, shorterDays, target) is not { } shorter) continue;
            for (var row = 0; row < window.Money.Length; row++)
            {
                var money = Math.Max(0.0, window.Money[row]);
                all += money;
                if (shorter.Money[row] <= 0) late += money;
            }
        }

        return all > 0 ? late / all : 0;
    }

    /// <summary>The labels of a snapshot; null where its window is not over in the data or it has no rows.</summary>
    public static ValueLabels? Of(SnapshotTable table, int horizonDays, ValueTarget target)
    {
        var money = target == ValueTarget.GrossSpend ? table.GrossSpend : table.NetSpend;
        if (!money.TryGetValue(horizonDays, out var amounts) || table.Features.RowCount == 0) return null;
        return Array.Exists(amounts, float.IsNaN) ? null : new ValueLabels(table, horizonDays, amounts);
    }
}

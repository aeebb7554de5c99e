using ChurnPredict.Labels;

namespace ChurnPredict.Value;

/// <summary>
/// How the value of a long horizon follows from that of a shorter one when no window of its length is over in the history: in
/// proportion to the ratio of the days to some power. The power is that by which the base's spend grew between two horizons that
/// were seen, less what it falls by from there on, else 0.9: customers leave, so that it is below 1.
/// </summary>
/// <param name="FromDays">The horizon that was learned; equal to <paramref name="ToDays"/> when nothing is extrapolated.</param>
/// <param name="ToDays">The horizon that is wanted.</param>
/// <param name="Exponent">The power, 0.3 to 1.</param>
internal sealed record ValueExtrapolation(int FromDays, int ToDays, double Exponent)
{
    private const double UsualExponent = 0.9;

    /// <summary>When a horizon's second half brings the share r of what its first half did, the next as long again brings r to this power of
    /// the whole. Were all customers as likely to leave, it would be 2; when the power law went on for ever, 1. Where some leave sooner than
    /// others (rates of leaving by a gamma distribution: Schmittlein, Morrison and Colombo 1987), it is 1.3 to 1.9 with what is usual.</summary>
    private const double Thinning = 1.5;

    /// <summary>Value of the long horizon ÷ value of the short one.</summary>
    public double Ratio => Math.Pow((double)ToDays / FromDays, Exponent);

    /// <summary>Nothing is extrapolated.</summary>
    public static ValueExtrapolation None(int days) => new(days, days, 1);

    /// <summary>Learns the power from the snapshots for which both learned horizons are over by a date.</summary>
    /// <param name="snapshots">Snapshots.</param>
    /// <param name="labelsUntil">The date.</param>
    /// <param name="season">Is taken out of the windows' money, since one may hold a Christmas that the other has not; null = not known.</param>
    /// <param name="fromDays">The longest horizon that was learned.</param>
    /// <param name="toDays">The horizon that is wanted.</param>
    /// <param name="beforeDays">The one learned before it; null = there is none.</param>
    /// <param name="target">What is foretold.</param>
    public static ValueExtrapolation Learn(
        IReadOnlyList<SnapshotTable> snapshots, DateOnly labelsUntil, PurchaseSeason? season, int fromDays, int toDays, int? beforeDays, ValueTarget target)
    {
        if (beforeDays is not { } shortDays) return new ValueExtrapolation(fromDays, toDays, UsualExponent);
        var longer = ValueLabels.By(labelsUntil, snapshots, fromDays, target);
        var sumLong = longer.Sum(MoneyOf);
        var sumShort = longer.Select(labels => ValueLabels.Of(labels.Table, shortDays, target)).OfType<ValueLabels>().Sum(MoneyOf);
        var exponent = Math.Log(sumLong / sumShort) / Math.Log((double)fromDays / shortDays);
        return new ValueExtrapolation(fromDays, toDays, double.IsFinite(exponent) ? Further(Math.Clamp(exponent, 0.5, 1)) : UsualExponent);

        double MoneyOf(ValueLabels labels) => labels.Money.Sum(money => (double)money) / (season?.MeanFactor(labels.Date, labels.HorizonDays) ?? 1);
    }

    /// <summary>The power from a horizon to twice its days, by the one from half of them to it.</summary>
    private static double Further(double exponent) => Math.Log2(1 + Math.Pow(Math.Pow(2, exponent) - 1, Thinning));
}

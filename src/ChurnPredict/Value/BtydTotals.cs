namespace ChurnPredict.Value;

/// <summary>Money of a snapshot's whole base over one horizon: what came, and what the probabilistic models had foreseen.</summary>
/// <param name="Actual">What came of the customers of whom something was foreseen; ≥ 0.</param>
/// <param name="Foreseen">What was foreseen, stretched to the length of the window; ≥ 0.</param>
internal readonly record struct BtydTotals(double Actual, double Foreseen)
{
    /// <summary>Neither season nor trend moves a base that far: a sum further off comes from models that could not be told what they
    /// met (a month of history that ends in a holiday: all seem to have stopped). On online-retail one such window, of 2011-01-04,
    /// made forecasts of three months later 25 × too high.</summary>
    private const double LargestFactor = 4;

    /// <summary>Sums a snapshot up.</summary>
    /// <param name="snapshot">What came.</param>
    /// <param name="column">The feature that is the models' expected spend; rows without it are left out.</param>
    /// <returns>null when the models were not up to the base.</returns>
    public static BtydTotals? Of(ValueLabels snapshot, int column)
    {
        double actual = 0, foreseen = 0;
        for (var row = 0; row < snapshot.Money.Length; row++)
        {
            var value = snapshot.Features.Row(row)[column];
            if (!float.IsFinite(value)) continue;
            actual += Math.Max(0, snapshot.Money[row]);
            foreseen += Math.Max(0, value);
        }

        var totals = new BtydTotals(actual, foreseen * Stretch(snapshot));
        return totals.Actual > 0 && totals.Foreseen > 0 && totals.Actual / totals.Foreseen is >= 1 / LargestFactor and <= LargestFactor ? totals : null;
    }

    /// <summary>Length of the window ÷ that for which the feature was computed.</summary>
    public static double Stretch(ValueLabels snapshot) => (double)snapshot.HorizonDays / snapshot.Table.Reference.HorizonDays;
}

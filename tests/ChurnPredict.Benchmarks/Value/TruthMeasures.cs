using System.Globalization;
using ChurnPredict.Value;

namespace ChurnPredict.Benchmarks;

/// <summary>How far foretold figures are from known ones, and whether outcomes fall where they were foretold to.</summary>
internal static class TruthMeasures
{
    public const int Bins = 20;

    /// <summary>|mean foretold − mean true| over equal-count bins of the foretold, on average; rows without either are left out.</summary>
    public static double BinnedError(double[] foretold, double[] truth)
    {
        var order = Enumerable.Range(0, foretold.Length).Where(row => double.IsFinite(foretold[row]) && double.IsFinite(truth[row])).OrderBy(row => foretold[row]).ToArray();
        return Split(order, Bins).Average(rows => Math.Abs(rows.Average(row => foretold[row]) - rows.Average(row => truth[row])));
    }

    /// <summary>Kolmogorov distance of positions from uniform in each tenth of the customers.</summary>
    /// <param name="order">Rows by what was foretold, rising.</param>
    /// <param name="positions">Where each row's outcome fell in its distribution.</param>
    public static string DistanceByDecile(int[] order, double[] positions) => string.Join(" ", Split(order, 10).Select(rows =>
        ValueMeasures.KolmogorovDistance([.. rows.Select(row => positions[row])]).ToString("0.000", CultureInfo.InvariantCulture)));

    /// <summary>Cuts rows into parts of equal size.</summary>
    public static IEnumerable<int[]> Split(int[] order, int parts) =>
        Enumerable.Range(0, parts).Select(part => order[(order.Length * part / parts)..(order.Length * (part + 1) / parts)]).Where(rows => rows.Length > 0);
}

using System.Globalization;
using ChurnPredict.Value;

namespace ChurnPredict.Benchmarks;

/// <summary>How far foretold figures are from known ones, and whether outcomes fall where they were foretold to.</summary>
internal static class TruthMeasures
{
    public const int Bins = 20;

    /// <summary>|mean foretold − mean true| over equal-count bins of the foretold, on average; rows without either are left out.</summary>
    public static double BinnedError(double[] foretold, double[] truth) => Means(foretold, truth).Average(bin => Math.Abs(bin.Foretold - bin.True));

    /// <summary>The means of every bin.</summary>
    public static string BinMeans(double[] foretold, double[] truth) =>
        string.Join(" ", Means(foretold, truth).Select(bin => string.Create(CultureInfo.InvariantCulture, $"{bin.Foretold:0.00}/{bin.True:0.00}")));

    /// <summary>Kolmogorov distance of positions from uniform in each tenth of the customers.</summary>
    /// <param name="order">Rows by what was foretold, rising.</param>
    /// <param name="positions">Where each row's outcome fell in its distribution.</param>
    public static string DistanceByDecile(int[] order, double[] positions) => string.Join(" ", Split(order, 10).Select(rows =>
        ValueMeasures.KolmogorovDistance([.. rows.Select(row => positions[row])]).ToString("0.000", CultureInfo.InvariantCulture)));

    private static IEnumerable<(double Foretold, double True)> Means(double[] foretold, double[] truth)
    {
        var order = Enumerable.Range(0, foretold.Length).Where(row => double.IsFinite(foretold[row]) && double.IsFinite(truth[row])).OrderBy(row => foretold[row]).ToArray();
        return Split(order, Bins).Select(rows => (rows.Average(row => foretold[row]), rows.Average(row => truth[row])));
    }

    /// <summary>Cuts rows into parts of equal size.</summary>
    public static IEnumerable<int[]> Split(int[] order, int parts) =>
        Enumerable.Range(0, parts).Select(part => order[(order.Length * part / parts)..(order.Length * (part + 1) / parts)]).Where(rows => rows.Length > 0);
}

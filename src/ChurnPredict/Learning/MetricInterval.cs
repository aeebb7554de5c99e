namespace ChurnPredict.Learning;

/// <summary>A 95 % bootstrap interval.</summary>
/// <param name="Low">2.5 % quantile.</param>
/// <param name="High">97.5 % quantile.</param>
public readonly record struct MetricInterval(double Low, double High)
{
    /// <summary>The interval that replicates span.</summary>
    /// <param name="replicates">One value a replicate; NaN are left out.</param>
    public static MetricInterval Of(IEnumerable<double> replicates)
    {
        var sorted = replicates.Where(double.IsFinite).Order().ToArray();
        return sorted.Length == 0 ? new MetricInterval(double.NaN, double.NaN) : new MetricInterval(Quantile(sorted, 0.025), Quantile(sorted, 0.975));
    }

    private static double Quantile(double[] sorted, double share)
    {
        var position = share * (sorted.Length - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }
}

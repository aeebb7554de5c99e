namespace ChurnPredict.Learning;

/// <summary>Mean and standard deviation of a column.</summary>
/// <param name="Mean">Mean.</param>
/// <param name="Deviation">Standard deviation; 1 for a constant column.</param>
internal readonly record struct Standardisation(double Mean, double Deviation)
{
    public static Standardisation Of(double[] column)
    {
        if (column.Length == 0) return new Standardisation(0, 1);
        var mean = column.Average();
        var variance = column.Average(value => (value - mean) * (value - mean));
        return new Standardisation(mean, variance > 1e-24 ? Math.Sqrt(variance) : 1);
    }

    public double[] Apply(double[] column)
    {
        var (mean, deviation) = (Mean, Deviation);
        return Array.ConvertAll(column, value => (value - mean) / deviation);
    }
}

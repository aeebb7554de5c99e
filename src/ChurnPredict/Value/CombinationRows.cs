using ChurnPredict.Boosting;

namespace ChurnPredict.Value;

/// <summary>Rows of one or more windows for <see cref="PurchaseCombination"/>.</summary>
/// <param name="Features">As <see cref="PurchaseForecasts.Names"/>.</param>
/// <param name="LogMeans">ln of the models' mean expectation, one a row.</param>
/// <param name="Actual">Purchase days that came, one a row.</param>
internal sealed record CombinationRows(FeatureMatrix Features, double[] LogMeans, float[] Actual)
{
    /// <summary>The rows of a window, by models fitted on what lies before it; of more than the maximum, every n-th.</summary>
    public static CombinationRows From(PurchaseWindow window, int maximumRows, int threadCount)
    {
        var forecasts = PurchaseForecasts.Fit(window.Summaries, window.Weeks, threadCount);
        var step = (window.Summaries.Length + maximumRows - 1) / maximumRows;
        var count = (window.Summaries.Length + step - 1) / step;
        var width = PurchaseForecasts.Names.Count;
        var (values, means) = (new float[count * width], new double[count]);
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threadCount }, row =>
            means[row] = Math.Log(forecasts.Fill(window.Summaries[row * step], values.AsSpan(row * width, width))));
        FeatureColumn[] columns = [.. PurchaseForecasts.Names.Select(name => new FeatureColumn(name))];
        return new CombinationRows(
            new FeatureMatrix(values, count, width, columns), means, [.. Enumerable.Range(0, count).Select(row => (float)window.Purchases[row * step])]);
    }

    /// <summary>The rows of several windows, one behind the other.</summary>
    public static CombinationRows Together(IReadOnlyList<CombinationRows> windows)
    {
        if (windows.Count == 1) return windows[0];
        var values = windows.SelectMany(rows => Enumerable.Range(0, rows.Actual.Length).SelectMany(row => rows.Features.Row(row).ToArray())).ToArray();
        var count = windows.Sum(rows => rows.Actual.Length);
        var like = windows[0].Features;
        return new CombinationRows(
            new FeatureMatrix(values, count, like.FeatureCount, like.Features), [.. windows.SelectMany(rows => rows.LogMeans)], [.. windows.SelectMany(rows => rows.Actual)]);
    }

    /// <summary>ln of the expectation that trees start from, one a row.</summary>
    public double[] Starts(CombinationStart start) => [.. LogMeans.Select((mean, row) => mean + start.Of(Features.Row(row)))];
}

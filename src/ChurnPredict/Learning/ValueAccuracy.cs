namespace ChurnPredict.Learning;

/// <summary>How well expected values did on one snapshot.</summary>
public sealed record ValueAccuracy
{
    /// <summary>Length of the window that was predicted, in days.</summary>
    public required int HorizonDays { get; init; }

    /// <summary>Gini of the actual values in predicted order over that in their own order; 1 = perfect ranking, 0 = random.</summary>
    public required double NormalizedGini { get; init; }

    /// <summary>Spearman rank correlation.</summary>
    public required double Spearman { get; init; }

    /// <summary>Mean absolute error in the history's currency.</summary>
    public required double Mae { get; init; }

    /// <summary>Root mean squared error in the history's currency.</summary>
    public required double Rmse { get; init; }

    /// <summary>Total predicted over total actual, minus 1.</summary>
    public required double Bias { get; init; }

    /// <summary>Share of actual values inside the 80 % intervals; null without intervals.</summary>
    public double? Coverage { get; init; }

    /// <summary>Ten equal-count groups by predicted value, lowest first.</summary>
    public IReadOnlyList<Value.PredictionDecile> Deciles { get; init; } = [];

    /// <summary>Bootstrap intervals (2.5 % to 97.5 %) by metric name; customers are resampled.</summary>
    public IReadOnlyDictionary<string, MetricInterval> Intervals { get; init; } = new Dictionary<string, MetricInterval>();
}

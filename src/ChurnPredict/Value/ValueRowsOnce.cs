namespace ChurnPredict.Value;

/// <summary>The rows of a set of snapshots, made when the first part that learns from them is fitted. Asked from any threads.</summary>
/// <param name="snapshots">Windows of one horizon, rising; not empty.</param>
/// <param name="maximumRows">Of more, every n-th row is taken.</param>
internal sealed class ValueRowsOnce(IReadOnlyList<ValueLabels> snapshots, int maximumRows)
{
    private readonly Lazy<ValueRows> _all = new(() => ValueRows.From(snapshots, maximumRows));
    private readonly Lock _lock = new();
    private ValueRows? _positive;
    private double[]? _probabilities;

    public IReadOnlyList<ValueLabels> Snapshots => snapshots;

    public ValueRows All => _all.Value;

    /// <summary>The rows in which money came.</summary>
    public ValueRows Positive
    {
        get
        {
            lock (_lock) return _positive ??= All.Positive();
        }
    }

    /// <summary>The probability that any money comes, one a row, predicted when first asked for.</summary>
    public double[] Probabilities(Func<ValueRows, double[]> predict)
    {
        lock (_lock) return _probabilities ??= predict(All);
    }
}

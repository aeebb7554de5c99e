namespace ChurnPredict.Boosting;

/// <summary>
/// Gradients and hessians of all rows as packed integers. Units are powers of two, the smallest for which the sum over all rows
/// still fits: with 500,000 rows an average gradient is some thousand units.
/// </summary>
internal sealed class QuantizedGradients
{
    private const int ChunkRows = 16_384;

    /// <summary>What sums over all rows may reach; rounding adds at most half a unit a row to it.</summary>
    private const double LargestSum = 1 << 30;

    /// <summary>Units stay within a float's range.</summary>
    private const int LargestExponent = 120;

    private readonly TrainingData _data;
    private readonly IObjective _objective;
    private readonly WorkerCrew _crew;
    private readonly float[] _gradients;
    private readonly float[] _hessians;
    private readonly ChunkSums[] _chunks;
    private readonly Action<int, int> _differentiate;
    private readonly Action<int, int> _quantize;
    private float[] _scores = [];
    private double _unitsPerGradient;
    private double _unitsPerHessian;

    public QuantizedGradients(TrainingData data, IObjective objective, WorkerCrew crew)
    {
        (_data, _objective, _crew) = (data, objective, crew);
        (_gradients, _hessians) = (new float[data.Labels.Length], new float[data.Labels.Length]);
        Packed = new long[data.Labels.Length];
        _chunks = new ChunkSums[(data.Labels.Length + ChunkRows - 1) / ChunkRows];
        (_differentiate, _quantize) = (Differentiate, Quantize);
    }

    /// <summary>One packed sum a row.</summary>
    public long[] Packed { get; }

    /// <summary>What one unit of gradient is worth.</summary>
    public double GradientUnit => 1 / _unitsPerGradient;

    /// <summary>What one unit of hessian is worth.</summary>
    public double HessianUnit => 1 / _unitsPerHessian;

    /// <summary>Packed sum of all rows.</summary>
    public long Total { get; private set; }

    /// <summary>Largest hessian of a row, in units.</summary>
    public int LargestHessian { get; private set; }

    /// <summary>Smallest hessian of a row, in units.</summary>
    public int SmallestHessian { get; private set; }

    /// <summary>Gradients before they became integers; a row sampler reads and reweighs them between the two steps.</summary>
    public Span<float> Gradients => _gradients;

    /// <summary>Hessians before they became integers.</summary>
    public Span<float> Hessians => _hessians;

    /// <summary>First step: gradients and hessians at these raw scores.</summary>
    public void Differentiate(float[] scores)
    {
        _scores = scores;
        _crew.Run(_chunks.Length, _differentiate);
    }

    /// <summary>Second step: integers.</summary>
    /// <exception cref="InvalidTrainingDataException">A gradient is not finite.</exception>
    public void Quantize()
    {
        var (gradients, hessians) = (0.0, 0.0);
        foreach (var chunk in _chunks)
        {
            gradients += chunk.Gradients;
            hessians += chunk.Hessians;
        }

        if (!double.IsFinite(gradients) || !double.IsFinite(hessians))
            throw new InvalidTrainingDataException(
                "the loss has no finite gradients at these labels, weights and initial scores");
        (_unitsPerGradient, _unitsPerHessian) = (UnitsFor(gradients), UnitsFor(hessians));
        _crew.Run(_chunks.Length, _quantize);
        (Total, LargestHessian, SmallestHessian) = (0, 0, int.MaxValue);
        foreach (var chunk in _chunks)
        {
            Total += chunk.Packed;
            LargestHessian = Math.Max(LargestHessian, chunk.LargestHessian);
            SmallestHessian = Math.Min(SmallestHessian, chunk.SmallestHessian);
        }
    }

    /// <summary>Sums the chunks anew after a sampler has changed gradients.</summary>
    public void SumAgain() => _crew.Run(_chunks.Length, (chunk, _) => Sum(chunk));

    private static double UnitsFor(double sum) =>
        sum > 0 ? Math.ScaleB(1, Math.Clamp(Math.ILogB(LargestSum / sum), -LargestExponent, LargestExponent)) : 1;

    private (int First, int Count) RowsOf(int chunk)
    {
        var first = chunk * ChunkRows;
        return (first, Math.Min(ChunkRows, _gradients.Length - first));
    }

    private void Differentiate(int chunk, int worker)
    {
        var (first, count) = RowsOf(chunk);
        var weights = _data.Weights is { } all ? all.AsSpan(first, count) : default;
        _objective.Gradients(
            _data.Labels.AsSpan(first, count),
            weights,
            _scores.AsSpan(first, count),
            _gradients.AsSpan(first, count),
            _hessians.AsSpan(first, count));
        Sum(chunk);
    }

    private void Sum(int chunk)
    {
        var (first, count) = RowsOf(chunk);
        _chunks[chunk] = new ChunkSums(
            GradientKernel.SumOfSizes(_gradients.AsSpan(first, count)), GradientKernel.SumOfSizes(_hessians.AsSpan(first, count)), 0, 0, 0);
    }

    private void Quantize(int chunk, int worker)
    {
        var (first, count) = RowsOf(chunk);
        var (sum, largest, smallest) = GradientKernel.Quantize(
            _gradients.AsSpan(first, count),
            _hessians.AsSpan(first, count),
            (float)_unitsPerGradient,
            (float)_unitsPerHessian,
            Packed.AsSpan(first, count));
        _chunks[chunk] = _chunks[chunk] with { Packed = sum, LargestHessian = largest, SmallestHessian = smallest };
    }

    private readonly record struct ChunkSums(
        double Gradients, double Hessians, long Packed, int LargestHessian, int SmallestHessian);
}

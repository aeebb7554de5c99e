using System.Numerics;
using MathNet.Numerics.Integration;

namespace ChurnPredict.Value;

/// <summary>
/// The integral that the Pareto/NBD model turns on: the customer buys nothing more and stops within D weeks,
/// I = s ÷ B × ∫ from 0 to D of (1 + y ÷ A)^−R (1 + y ÷ B)^−(s + 1) dy, together with E = (1 + D ÷ A)^−R (1 + D ÷ B)^−s, the
/// probability that they do neither. Usually written with Gauss's hypergeometric function, whose series breaks down for extreme
/// parameters; here y = (e^u − 1) ÷ λ with λ = R ÷ A + (s + 1) ÷ B makes the integrand smooth on a short interval for any
/// parameters, and Gauss-Legendre nodes in u reach a relative error of about 1e-9.
/// </summary>
internal readonly ref struct StoppingIntegral
{
    private static readonly Rule Small = new(8);
    private static readonly Rule Middle = new(16);
    private static readonly Rule Large = new(32);

    private readonly double _shape;
    private readonly double _rate;
    private readonly double _stopShape;
    private readonly double _stopRate;
    private readonly double _length;

    /// <param name="shape">R &gt; 0.</param>
    /// <param name="rate">A &gt; 0, weeks.</param>
    /// <param name="stopShape">s &gt; 0.</param>
    /// <param name="stopRate">B &gt; 0, weeks.</param>
    /// <param name="length">D ≥ 0, weeks.</param>
    public StoppingIntegral(double shape, double rate, double stopShape, double stopRate, double length)
    {
        _shape = shape;
        _rate = rate;
        _stopShape = stopShape;
        _stopRate = stopRate;
        _length = length;
    }

    /// <summary>E and I.</summary>
    public (double Neither, double Stopped) Evaluate()
    {
        if (_length <= 0) return (1, 0);
        var (rule, upper, decay) = Choose();
        var sum = Vector.IsHardwareAccelerated ? SumVectors(rule, upper, decay, out _) : SumScalars(rule, upper, decay, out _);
        return (Neither(), sum * upper / decay * _stopShape / _stopRate);
    }

    /// <summary>E and I with their derivatives by (R, A, s, B).</summary>
    /// <param name="vectorised">Whether the vector kernel is used; both give the same up to rounding.</param>
    public (double Neither, double Stopped, Derivatives ByNeither, Derivatives ByStopped) EvaluateWithGradient(bool vectorised)
    {
        if (_length <= 0) return (1, 0, default, default);
        var (rule, upper, decay) = Choose();
        var moments = default(Derivatives);
        var sum = vectorised ? SumVectors(rule, upper, decay, out moments) : SumScalars(rule, upper, decay, out moments);
        var scale = upper / decay * _stopShape / _stopRate;
        var (neither, stopped) = (Neither(), sum * scale);
        var byNeither = new Derivatives(
            -neither * double.LogP1(_length / _rate),
            neither * _shape * _length / (_rate * (_rate + _length)),
            -neither * double.LogP1(_length / _stopRate),
            neither * _stopShape * _length / (_stopRate * (_stopRate + _length)));
        var byStopped = new Derivatives(
            -moments.ByShape * scale,
            moments.ByRate * scale * _shape / _rate,
            (stopped / _stopShape) - (moments.ByStopShape * scale),
            (-stopped / _stopRate) + (moments.ByStopRate * scale * (_stopShape + 1) / _stopRate));
        return (neither, stopped, byNeither, byStopped);
    }

    private double Neither() =>
        Math.Exp((-_shape * double.LogP1(_length / _rate)) - (_stopShape * double.LogP1(_length / _stopRate)));

    /// <summary>How far to integrate (in u) and with how many nodes: not beyond where the integrand has fallen below 1e-16.</summary>
    private (Rule Rule, double Upper, double Decay) Choose()
    {
        const double LogNegligible = -37;
        var decay = (_shape / _rate) + ((_stopShape + 1) / _stopRate);
        var end = _length;
        if (decay * end > 40)
        {
            var reach = 40 / decay;
            while (reach < end && (-_shape * double.LogP1(reach / _rate)) - ((_stopShape + 1) * double.LogP1(reach / _stopRate)) > LogNegligible)
                reach *= 1.6;
            end = Math.Min(end, reach);
        }

        var upper = double.LogP1(decay * end);
        return (upper < 0.7 ? Small : upper < 2.5 ? Middle : Large, upper, decay);
    }

    private double SumScalars(Rule rule, double upper, double decay, out Derivatives moments)
    {
        double sum = 0, byShape = 0, byRate = 0, byStopShape = 0, byStopRate = 0;
        for (var node = 0; node < rule.Nodes.Length; node++)
        {
            var growth = Math.Exp(rule.Nodes[node] * upper);
            var time = (growth - 1) / decay;
            var (logBuy, logStop) = (Math.Log(1 + (time / _rate)), Math.Log(1 + (time / _stopRate)));
            var value = rule.Weights[node] * growth * Math.Exp((-_shape * logBuy) - ((_stopShape + 1) * logStop));
            sum += value;
            byShape += value * logBuy;
            byRate += value * time / (_rate + time);
            byStopShape += value * logStop;
            byStopRate += value * time / (_stopRate + time);
        }

        moments = new Derivatives(byShape, byRate, byStopShape, byStopRate);
        return sum;
    }

    private double SumVectors(Rule rule, double upper, double decay, out Derivatives moments)
    {
        Vector<double> sum = default, byShape = default, byRate = default, byStopShape = default, byStopRate = default;
        var (rate, stopRate) = (new Vector<double>(_rate), new Vector<double>(_stopRate));
        var width = Vector<double>.Count;
        for (var node = 0; node < rule.Nodes.Length; node += width)
        {
            var growth = Vector.Exp(new Vector<double>(rule.Nodes, node) * upper);
            var time = (growth - Vector<double>.One) / decay;
            var (logBuy, logStop) = (Vector.Log(Vector<double>.One + (time / rate)), Vector.Log(Vector<double>.One + (time / stopRate)));
            var value = new Vector<double>(rule.Weights, node) * growth * Vector.Exp((logBuy * -_shape) - (logStop * (_stopShape + 1)));
            sum += value;
            byShape += value * logBuy;
            byRate += value * time / (rate + time);
            byStopShape += value * logStop;
            byStopRate += value * time / (stopRate + time);
        }

        moments = new Derivatives(Vector.Sum(byShape), Vector.Sum(byRate), Vector.Sum(byStopShape), Vector.Sum(byStopRate));
        return Vector.Sum(sum);
    }

    /// <summary>Derivatives by R, A, s and B.</summary>
    public readonly record struct Derivatives(double ByShape, double ByRate, double ByStopShape, double ByStopRate);

    /// <summary>Gauss-Legendre nodes and weights on [0, 1]; the number of nodes is a multiple of every vector width.</summary>
    private sealed class Rule
    {
        public Rule(int order)
        {
            var rule = new GaussLegendreRule(0, 1, order);
            Nodes = rule.Abscissas;
            Weights = rule.Weights;
        }

        public double[] Nodes { get; }

        public double[] Weights { get; }
    }
}

using MathNet.Numerics;

namespace ChurnPredict.Value;

/// <summary>
/// Log-likelihood of <see cref="BetaGeometricNbd"/> over groups, with its gradient by (r, α, a, b). For x purchases, R = r + k x,
/// m = 1 where the coin is thrown after the first purchase too, D = T − t_x:
/// L = Γ(R) α^r ÷ Γ(r) × { B(a, b + x + m) ÷ B(a, b) × (α + T)^−R × Σ over j &lt; k of Γ(R + j) ÷ (Γ(R) j!) (D ÷ (α + T))^j
/// + [x + m &gt; 0] B(a + 1, b + x + m − 1) ÷ B(a, b) × (α + t_x)^−R } (Fader, Hardie and Lee 2005, equation 6; Reutterer et al. 2021).
/// </summary>
internal sealed class BetaGeometricLikelihood : IGroupLikelihood
{
    private readonly PurchaseGroups _groups;
    private readonly int _k;
    private readonly int _throws;

    // Of the parameters: r, α, a, b; of each number of purchases: what its groups share; of each age and recency: its logarithm.
    private readonly double[] _parameters = [];
    private readonly PurchaseTerms[] _terms = [];
    private readonly double[] _logAge = [];
    private readonly double[] _logRecency = [];

    public BetaGeometricLikelihood(PurchaseGroups groups, int k, bool stopsAfterFirst)
    {
        _groups = groups;
        _k = k;
        _throws = stopsAfterFirst ? 1 : 0;
    }

    private BetaGeometricLikelihood(BetaGeometricLikelihood other, double[] parameters)
        : this(other._groups, other._k, other._throws == 1)
    {
        _parameters = parameters;
        _terms = Array.ConvertAll(_groups.Purchases, TermsOf);
        _logAge = Array.ConvertAll(_groups.Ages, age => Math.Log(parameters[1] + age));
        _logRecency = Array.ConvertAll(_groups.Recencies, recency => Math.Log(parameters[1] + recency));
    }

    public int GroupCount => _groups.Count;

    public int ParameterCount => 4;

    public int CustomerCount => _groups.CustomerCount;

    /// <summary>The part of the log-likelihood that no parameter but k moves: (k − 1) Σ ln gaps − ln Γ(k) Σ x.</summary>
    public double Constant =>
        _k == 1 ? 0 : ((_k - 1) * _groups.SumLogGaps) - (SpecialFunctions.GammaLn(_k) * _groups.TotalPurchases);

    public IGroupLikelihood At(ReadOnlySpan<double> parameters) => new BetaGeometricLikelihood(this, parameters.ToArray());

    public double Sum(int begin, int end, Span<double> gradient)
    {
        double sum = 0, byR = 0, byAlpha = 0, byA = 0, byB = 0;
        var (r, alpha) = (_parameters[0], _parameters[1]);
        for (var group = begin; group < end; group++)
        {
            ref readonly var terms = ref _terms[_groups.PurchaseIndex[group]];
            var customers = _groups.Customers[group];
            var (ageIndex, recencyIndex) = (_groups.AgeIndex[group], _groups.RecencyIndex[group]);
            var (ageRate, recencyRate) = (alpha + _groups.Ages[ageIndex], alpha + _groups.Recencies[recencyIndex]);
            var phases = Phases.None;
            if (_k > 1) phases = Phases.Of(terms.Shape, _k, ageRate - recencyRate, ageRate);
            var alive = terms.LogAlive - (terms.Shape * _logAge[ageIndex]) + phases.Log;
            var stopped = terms.LogStopped - (terms.Shape * _logRecency[recencyIndex]);
            var largest = Math.Max(alive, stopped);
            var ratio = Math.Exp(Math.Min(alive, stopped) - largest);
            var smallWeight = ratio / (1 + ratio);
            var stoppedWeight = stopped > alive ? 1 - smallWeight : smallWeight;
            var aliveWeight = 1 - stoppedWeight;

            sum += customers * (terms.Base + largest + Math.Log(1 + ratio));
            byR += customers * (terms.BaseByR - (aliveWeight * (_logAge[ageIndex] - phases.ByShape)) - (stoppedWeight * _logRecency[recencyIndex]));
            byAlpha += customers * ((r / alpha) - (aliveWeight * ((terms.Shape / ageRate) - phases.ByRate)) - (stoppedWeight * terms.Shape / recencyRate));
            byA += customers * ((aliveWeight * terms.AliveByA) + (stoppedWeight * terms.StoppedByA));
            byB += customers * ((aliveWeight * terms.AliveByB) + (stoppedWeight * terms.StoppedByB));
        }

        gradient[0] += byR;
        gradient[1] += byAlpha;
        gradient[2] += byA;
        gradient[3] += byB;
        return sum;
    }

    private PurchaseTerms TermsOf(int purchases)
    {
        var (r, alpha, a, b) = (_parameters[0], _parameters[1], _parameters[2], _parameters[3]);
        var shape = r + ((double)_k * purchases);
        var throws = (double)purchases + _throws;
        var beta = BetaGeometricNbd.LogBeta(a, b);
        var (byA, byB) = BetaGradient(a, b);
        var (aliveByA, aliveByB) = BetaGradient(a, b + throws);
        var (stoppedByA, stoppedByB) = throws == 0 ? (byA, byB) : BetaGradient(a + 1, b + throws - 1);
        return new PurchaseTerms
        {
            Shape = shape,
            Base = SpecialFunctions.GammaLn(shape) - SpecialFunctions.GammaLn(r) + (r * Math.Log(alpha)),
            BaseByR = SpecialFunctions.DiGamma(shape) - SpecialFunctions.DiGamma(r) + Math.Log(alpha),
            LogAlive = BetaGeometricNbd.LogBeta(a, b + throws) - beta,
            LogStopped = throws == 0 ? double.NegativeInfinity : BetaGeometricNbd.LogBeta(a + 1, b + throws - 1) - beta,
            AliveByA = aliveByA - byA,
            AliveByB = aliveByB - byB,
            StoppedByA = stoppedByA - byA,
            StoppedByB = stoppedByB - byB,
        };
    }

    private static (double ByA, double ByB) BetaGradient(double a, double b)
    {
        var both = SpecialFunctions.DiGamma(a + b);
        return (SpecialFunctions.DiGamma(a) - both, SpecialFunctions.DiGamma(b) - both);
    }

    private readonly struct PurchaseTerms
    {
        public double Shape { get; init; }

        public double Base { get; init; }

        public double BaseByR { get; init; }

        public double LogAlive { get; init; }

        public double LogStopped { get; init; }

        public double AliveByA { get; init; }

        public double AliveByB { get; init; }

        public double StoppedByA { get; init; }

        public double StoppedByB { get; init; }
    }

    /// <summary>ln of the sum over phases, with its derivatives by the shape and by the rate.</summary>
    private readonly record struct Phases(double Log, double ByShape, double ByRate)
    {
        public static Phases None => default;

        public static Phases Of(double shape, int k, double silence, double rate)
        {
            double sum = 1, term = 1, byShape = 0, byRate = 0, harmonic = 0;
            var share = silence / rate;
            for (var phase = 1; phase < k; phase++)
            {
                term *= (shape + phase - 1) / phase * share;
                harmonic += 1 / (shape + phase - 1);
                sum += term;
                byShape += term * harmonic;
                byRate -= term * phase / rate;
            }

            return new Phases(Math.Log(sum), byShape / sum, byRate / sum);
        }
    }
}

using System.Numerics;
using MathNet.Numerics;

namespace ChurnPredict.Value;

/// <summary>
/// Log-likelihood of <see cref="ParetoNbd"/> over groups, with its gradient by (r, α, s, β): with R = r + x, A = α + t_x,
/// B = β + t_x, D = T − t_x, L = Γ(R) ÷ Γ(r) × α^r A^−R × (β ÷ B)^s × (E + I), see <see cref="StoppingIntegral"/> (Fader and Hardie,
/// A Note on Deriving the Pareto/NBD Model, 2005, in the form before the integral is named).
/// </summary>
internal sealed class ParetoNbdLikelihood : IGroupLikelihood
{
    private readonly PurchaseGroups _groups;
    private readonly double[] _parameters = [];
    private readonly double[] _logGamma = [];
    private readonly double[] _diGamma = [];

    public ParetoNbdLikelihood(PurchaseGroups groups) => _groups = groups;

    private ParetoNbdLikelihood(PurchaseGroups groups, double[] parameters)
        : this(groups)
    {
        _parameters = parameters;
        var r = parameters[0];
        _logGamma = Array.ConvertAll(groups.Purchases, x => SpecialFunctions.GammaLn(r + x) - SpecialFunctions.GammaLn(r));
        _diGamma = Array.ConvertAll(groups.Purchases, x => SpecialFunctions.DiGamma(r + x) - SpecialFunctions.DiGamma(r));
    }

    public int GroupCount => _groups.Count;

    public int ParameterCount => 4;

    public int CustomerCount => _groups.CustomerCount;

    public IGroupLikelihood At(ReadOnlySpan<double> parameters) => new ParetoNbdLikelihood(_groups, parameters.ToArray());

    public double Sum(int begin, int end, Span<double> gradient)
    {
        double sum = 0, byR = 0, byAlpha = 0, byS = 0, byBeta = 0;
        var (r, alpha, s, beta) = (_parameters[0], _parameters[1], _parameters[2], _parameters[3]);
        var (logAlpha, logBeta) = (Math.Log(alpha), Math.Log(beta));
        for (var group = begin; group < end; group++)
        {
            var customers = _groups.Customers[group];
            var purchaseIndex = _groups.PurchaseIndex[group];
            var recency = _groups.Recencies[_groups.RecencyIndex[group]];
            var (shape, rate, stopRate) = (r + _groups.Purchases[purchaseIndex], alpha + recency, beta + recency);
            var integral = new StoppingIntegral(shape, rate, s, stopRate, _groups.Ages[_groups.AgeIndex[group]] - recency);
            var (neither, stopped, byNeither, byStopped) = integral.EvaluateWithGradient(Vector.IsHardwareAccelerated);
            var total = neither + stopped;
            var (logRate, logStopRate) = (Math.Log(rate), Math.Log(stopRate));

            sum += customers * (_logGamma[purchaseIndex] + (r * logAlpha) - (shape * logRate) + (s * (logBeta - logStopRate)) + Math.Log(total));
            byR += customers * (_diGamma[purchaseIndex] + logAlpha - logRate + ((byNeither.ByShape + byStopped.ByShape) / total));
            byAlpha += customers * ((r / alpha) - (shape / rate) + ((byNeither.ByRate + byStopped.ByRate) / total));
            byS += customers * (logBeta - logStopRate + ((byNeither.ByStopShape + byStopped.ByStopShape) / total));
            byBeta += customers * ((s / beta) - (s / stopRate) + ((byNeither.ByStopRate + byStopped.ByStopRate) / total));
        }

        gradient[0] += byR;
        gradient[1] += byAlpha;
        gradient[2] += byS;
        gradient[3] += byBeta;
        return sum;
    }
}

using MathNet.Numerics;

namespace ChurnPredict.Value;

/// <summary>
/// Log-likelihood of <see cref="GammaGamma"/> with its gradient by (p, q − 1.1, γ), amounts in units of their mean:
/// L = Γ(p x + q) ÷ (Γ(p x) Γ(q)) × γ^q m^(p x − 1) x^(p x) ÷ (γ + m x)^(p x + q) (Fader and Hardie 2013, equation 1a).
/// </summary>
internal sealed class GammaGammaLikelihood : IGroupLikelihood
{
    private readonly int[] _purchaseIndex;
    private readonly int[] _purchases;
    private readonly double[] _means;
    private readonly double[] _logTotals;
    private readonly double _p;
    private readonly double _q;
    private readonly double _gamma;
    private readonly Terms[] _terms = [];

    public GammaGammaLikelihood(ReadOnlySpan<PurchaseSummary> summaries)
    {
        var (means, index, purchases) = (new List<double>(), new List<int>(), new Dictionary<int, int>());
        foreach (ref readonly var summary in summaries)
        {
            if (!GammaGamma.IsUsable(summary)) continue;
            if (!purchases.TryGetValue(summary.RepeatPurchases, out var known))
                purchases.Add(summary.RepeatPurchases, known = purchases.Count);
            index.Add(known);
            means.Add(summary.MeanRepeatSpend);
        }

        _purchaseIndex = [.. index];
        _purchases = [.. purchases.Keys];
        Scale = means.Count == 0 ? 1 : means.Average();
        _means = [.. means.Select(mean => mean / Scale)];
        _logTotals = [.. _means.Select((mean, customer) => Math.Log(mean * _purchases[_purchaseIndex[customer]]))];
        Constant = -means.Sum(Math.Log);
    }

    private GammaGammaLikelihood(GammaGammaLikelihood other, ReadOnlySpan<double> parameters)
    {
        (_purchaseIndex, _purchases, _means, _logTotals) = (other._purchaseIndex, other._purchases, other._means, other._logTotals);
        (Scale, Constant) = (other.Scale, other.Constant);
        (_p, _q, _gamma) = (parameters[0], parameters[1] + GammaGamma.LeastQ, parameters[2]);
        var (p, q) = (_p, _q);
        _terms = Array.ConvertAll(_purchases, purchases => Terms.Of(p * purchases, q));
    }

    /// <summary>Mean of the customers' mean spends; amounts are divided by it.</summary>
    public double Scale { get; }

    /// <summary>−Σ ln m: the part that no parameter moves.</summary>
    public double Constant { get; }

    public int GroupCount => _means.Length;

    public int ParameterCount => 3;

    public int CustomerCount => _means.Length;

    public IGroupLikelihood At(ReadOnlySpan<double> parameters) => new GammaGammaLikelihood(this, parameters);

    public double Sum(int begin, int end, Span<double> gradient)
    {
        double sum = 0, byP = 0, byQ = 0, byGamma = 0;
        var logGamma = Math.Log(_gamma);
        for (var customer = begin; customer < end; customer++)
        {
            ref readonly var terms = ref _terms[_purchaseIndex[customer]];
            double purchases = _purchases[_purchaseIndex[customer]];
            var rate = _gamma + (_means[customer] * purchases);
            var logRate = Math.Log(rate);
            sum += terms.Base + (_q * (logGamma - logRate)) + (_p * purchases * (_logTotals[customer] - logRate));
            byP += purchases * (terms.ByShape + _logTotals[customer] - logRate);
            byQ += terms.ByQ + logGamma - logRate;
            byGamma += (_q / _gamma) - (((_p * purchases) + _q) / rate);
        }

        gradient[0] += byP;
        gradient[1] += byQ;
        gradient[2] += byGamma;
        return sum;
    }

    /// <summary>What customers with the same number of purchases share; shape = p x.</summary>
    private readonly record struct Terms(double Base, double ByShape, double ByQ)
    {
        public static Terms Of(double shape, double q)
        {
            var both = SpecialFunctions.DiGamma(shape + q);
            return new Terms(
                SpecialFunctions.GammaLn(shape + q) - SpecialFunctions.GammaLn(shape) - SpecialFunctions.GammaLn(q),
                both - SpecialFunctions.DiGamma(shape),
                both - SpecialFunctions.DiGamma(q));
        }
    }
}

using MathNet.Numerics;

namespace ChurnPredict.Value;

/// <summary>Log-likelihood of <see cref="ShiftedBetaGeometric"/> with its gradient by (a, b): B(a + 1, b + t − 1) ÷ B(a, b) for a
/// contract that ended after period t, B(a, b + n) ÷ B(a, b) for one that runs after n renewals.</summary>
internal sealed class ShiftedBetaGeometricLikelihood : IGroupLikelihood
{
    private readonly List<(int Ended, int Renewals, long Count)> _groups = [];
    private readonly double[] _parameters = [];

    public ShiftedBetaGeometricLikelihood(ContractLifetimes lifetimes)
    {
        for (var index = 0; index < lifetimes.Ended.Count; index++)
        {
            if (lifetimes.Ended[index] > 0) _groups.Add((1, index, lifetimes.Ended[index]));
        }

        for (var index = 1; index < lifetimes.Running.Count; index++)
        {
            if (lifetimes.Running[index] > 0) _groups.Add((0, index, lifetimes.Running[index]));
        }

        CustomerCount = (int)Math.Min(int.MaxValue, _groups.Sum(group => group.Count));
    }

    private ShiftedBetaGeometricLikelihood(ShiftedBetaGeometricLikelihood other, double[] parameters)
    {
        (_groups, CustomerCount, _parameters) = (other._groups, other.CustomerCount, parameters);
    }

    public int GroupCount => _groups.Count;

    public int ParameterCount => 2;

    public int CustomerCount { get; }

    public IGroupLikelihood At(ReadOnlySpan<double> parameters) => new ShiftedBetaGeometricLikelihood(this, parameters.ToArray());

    public double Sum(int begin, int end, Span<double> gradient)
    {
        var sum = 0.0;
        var (a, b) = (_parameters[0], _parameters[1]);
        var start = BetaGeometricNbd.LogBeta(a, b);
        for (var group = begin; group < end; group++)
        {
            var (ended, renewals, count) = _groups[group];
            sum += count * (BetaGeometricNbd.LogBeta(a + ended, b + renewals) - start);
            var both = SpecialFunctions.DiGamma(a + b) - SpecialFunctions.DiGamma(a + b + ended + renewals);
            gradient[0] += count * (SpecialFunctions.DiGamma(a + ended) - SpecialFunctions.DiGamma(a) + both);
            gradient[1] += count * (SpecialFunctions.DiGamma(b + renewals) - SpecialFunctions.DiGamma(b) + both);
        }

        return sum;
    }
}

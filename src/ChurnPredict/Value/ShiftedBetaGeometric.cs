namespace ChurnPredict.Value;

/// <summary>
/// The shifted beta-geometric model of contracts (Fader and Hardie, How to Project Customer Retention, 2007): at the end of each period
/// a customer leaves with a probability of their own, which is beta distributed over customers.
/// </summary>
/// <param name="A">First parameter of the leaving probability, &gt; 0.</param>
/// <param name="B">Second parameter, &gt; 0.</param>
public sealed record ShiftedBetaGeometric(double A, double B)
{
    /// <summary>Share of new contracts that survive a number of periods, (0, 1].</summary>
    /// <param name="periods">≥ 0.</param>
    public double Survival(int periods) => SurvivalAfter(0, periods);

    /// <summary>Share of those who renewed at the end of a period among those who could.</summary>
    /// <param name="period">1 = the first renewal.</param>
    public double RetentionRate(int period) => (B + period - 1) / (A + B + period - 1);

    /// <summary>Probability that a contract which has renewed some times survives further periods; rises with the renewals, since
    /// those who leave easily have left.</summary>
    /// <param name="renewals">≥ 0.</param>
    /// <param name="periods">≥ 0.</param>
    public double SurvivalAfter(int renewals, int periods) => Math.Exp(
        BetaGeometricNbd.LogBeta(A, B + renewals + periods) - BetaGeometricNbd.LogBeta(A, B + renewals));

    /// <summary>Expected payments in the coming periods, each discounted: Σ over t = 1..periods of survival ÷ (1 + rate)^t.</summary>
    /// <param name="renewals">Times that the contract has renewed, ≥ 0.</param>
    /// <param name="periods">How many periods to look ahead, ≥ 0.</param>
    /// <param name="discountRate">Per period, ≥ 0; 0.01 = 1 %.</param>
    public double DiscountedPayments(int renewals, int periods, double discountRate = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(discountRate);
        double sum = 0, survival = 1, factor = 1;
        for (var period = 1; period <= periods; period++)
        {
            survival *= RetentionRate(renewals + period);
            factor /= 1 + discountRate;
            sum += survival * factor;
        }

        return sum;
    }

    /// <summary>Log-likelihood of contracts.</summary>
    /// <param name="lifetimes">The contracts.</param>
    public double LogLikelihood(ContractLifetimes lifetimes) =>
        LikelihoodSum.Evaluate(new ShiftedBetaGeometricLikelihood(lifetimes), [A, B], new double[2], 1);

    /// <summary>Fits the model by maximum likelihood.</summary>
    /// <param name="lifetimes">The contracts; at least one.</param>
    /// <exception cref="ArgumentException">No contracts, or none that could have renewed.</exception>
    public static ShiftedBetaGeometric Fit(ContractLifetimes lifetimes)
    {
        ArgumentNullException.ThrowIfNull(lifetimes);
        if (lifetimes.Ended.Sum() + lifetimes.Running.Skip(1).Sum() == 0)
            throw new ArgumentException("no contract that could have renewed; expected at least one", nameof(lifetimes));
        var (parameters, _) = new LikelihoodMaximum(new ShiftedBetaGeometricLikelihood(lifetimes), 1).Search([1, 3]);
        return new ShiftedBetaGeometric(parameters[0], parameters[1]);
    }
}

namespace ChurnPredict.Value;

/// <summary>
/// What comes next for a customer who is alive: phases arrive at a rate that is gamma distributed given the past, every k-th phase
/// is a purchase, and some phases of the current gap have passed already.
/// </summary>
/// <param name="Shape">Shape of the rate given the past, r + k x.</param>
/// <param name="Rate">Rate parameter given the past, α + T, weeks.</param>
/// <param name="K">Phases of a gap.</param>
/// <param name="SilenceWeeks">Since the last purchase, T − t_x.</param>
internal readonly record struct ErlangWait(double Shape, double Rate, int K, double SilenceWeeks)
{
    private const int MostTerms = 1500;
    private const double Negligible = 1e-13;

    /// <summary>Σ over j &lt; k of Γ(shape + j) / (Γ(shape) j!) × share^j: how likely the silence is, up to a factor.</summary>
    public static double PhaseSum(double shape, int k, double share)
    {
        double sum = 1, term = 1;
        for (var phase = 1; phase < k; phase++)
        {
            term *= (shape + phase - 1) / phase * share;
            sum += term;
        }

        return sum;
    }

    /// <summary>Probability that no purchase comes within the horizon.</summary>
    public double ProbabilityOfNone(double horizonWeeks)
    {
        double probability = 0, weight = 1;
        var share = SilenceWeeks / Rate;
        for (var phase = 0; phase < K; phase++)
        {
            var shape = Shape + phase;
            var stay = Math.Exp(-shape * double.LogP1(horizonWeeks / Rate));
            probability += weight * stay * PhaseSum(shape, K - phase, horizonWeeks / (Rate + horizonWeeks));
            weight *= shape / (phase + 1) * share;
        }

        return Math.Min(1, probability / PhaseSum(Shape, K, share));
    }

    /// <summary>Expected purchases when after each the customer stops with a probability that is beta(a, b) distributed.</summary>
    public double ExpectedPurchases(double horizonWeeks, double a, double b)
    {
        if (horizonWeeks <= 0) return 0;
        var mean = Shape * horizonWeeks / Rate;
        var reach = mean + (30 * (1 + Math.Sqrt(mean)) * (1 + (horizonWeeks / Rate)));
        if (reach > MostTerms) return ContinuousPurchases(horizonWeeks, a, b);
        double purchases = 0, weight = 1;
        var share = SilenceWeeks / Rate;
        for (var phase = 0; phase < K; phase++)
        {
            purchases += weight * CountPurchases(Shape + phase, phase, horizonWeeks, a, b);
            weight *= (Shape + phase) / (phase + 1) * share;
        }

        return purchases / PhaseSum(Shape, K, share);
    }

    /// <summary>Σ over n of P(alive before the n-th purchase) × P(at least k n − phase phases arrive): exact, as the number of phases
    /// is negative binomial.</summary>
    private double CountPurchases(double shape, int phase, double horizonWeeks, double a, double b)
    {
        var ratio = horizonWeeks / (Rate + horizonWeeks);
        var probability = Math.Exp(-shape * double.LogP1(horizonWeeks / Rate));
        double tail = 1, alive = 1, purchases = 0;
        var untilPurchase = K - phase;
        for (var (arrived, bought) = (0, 0); tail > Negligible && arrived < 20 * MostTerms; arrived++)
        {
            tail -= probability;
            probability *= (shape + arrived) / (arrived + 1) * ratio;
            if (--untilPurchase > 0) continue;
            untilPurchase = K;
            purchases += alive * Math.Max(0, tail);
            alive *= (b + bought) / (a + b + bought);
            bought++;
        }

        return purchases;
    }

    /// <summary>The same for very many purchases, where phases no longer matter: E over p of (1 − (1 + p τ)^−shape) ÷ p with
    /// τ = horizon ÷ (k × rate), by the trapezoid rule over ln(p ÷ (1 − p)), which converges exponentially.</summary>
    private double ContinuousPurchases(double horizonWeeks, double a, double b)
    {
        const double Step = 0.2;
        var scale = horizonWeeks / (K * Rate);
        var most = Shape * scale;
        var start = Math.Log(1e-9 / (1 + most + (a + b)));
        var logBeta = BetaGeometricNbd.LogBeta(a, b);
        double mass = 0, purchases = 0;
        for (var logit = start; logit < 40; logit += Step)
        {
            var logStop = -double.LogP1(Math.Exp(-logit));
            var density = Step * Math.Exp((a * logStop) + (b * (logStop - logit)) - logBeta);
            var stop = Math.Exp(logStop);
            mass += density;
            purchases += density * -double.ExpM1(-Shape * double.LogP1(stop * scale)) / stop;
        }

        return purchases + (most * Math.Max(0, 1 - mass));
    }
}

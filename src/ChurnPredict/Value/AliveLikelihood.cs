using ChurnPredict.Learning;

namespace ChurnPredict.Value;

/// <summary>
/// Log-likelihood of when first purchases came in windows, of customers of whom it is hidden who was alive: with odds of
/// o f^ln(1 + x) × (those of the purchase model)^s. Those alive stay silent for t with S(t)^κ, where S is the purchase model's; those who
/// had stopped with exp(−w e^(−g y) t), y = years of silence before the window: campaigns leave alone who has been silent for long.
/// Parameters, all positive: o, s, f, κ, w ÷ (<see cref="MostWonBack"/> − w), g.
/// </summary>
/// <remarks>Five generated histories of 50,000 customers, three dates each, windows of the last 90 and 180 days in seasonal time: the share
/// of those alive comes out .002 to .028 too high (.018 on average) where the won back have one rate for all, and −.006 to .016 off
/// (.004 on average) where it falls.</remarks>
internal sealed class AliveLikelihood : IGroupLikelihood
{
    /// <summary>The largest w: a sixth in a quarter. Without a bound those who buy seldom passed for won back: on Online Retail as of June
    /// 2011 a tenth of a group was held for alive of whom half bought again within half a year.</summary>
    private const double MostWonBack = 0.015;

    private const double LeastLikelihood = 1e-300;

    private readonly AliveRow[] _rows;
    private readonly double[] _parameters = [];

    public AliveLikelihood(AliveRow[] rows) => _rows = rows;

    private AliveLikelihood(AliveLikelihood other, double[] parameters)
        : this(other._rows) => _parameters = parameters;

    /// <summary>Where the search begins: as the model says, and of those who had stopped one in two hundred is won back a week.</summary>
    public static ReadOnlySpan<double> Start => [1, 1, 1, 1, 0.5, 2];

    /// <summary>Standard deviations of the parameters' logarithms before anything is seen. Without them three generated histories of 1,500
    /// customers had at 18 dates a mean log-loss against the truth of .517, where the model alone has .484; with them .485.</summary>
    private static ReadOnlySpan<double> Deviations => [0.2, 0.25, 0.3, 0.03, 0.5, 0.3];

    /// <summary>The rows, and behind them what is believed beforehand.</summary>
    public int GroupCount => _rows.Length + 1;

    public int ParameterCount => 6;

    public int CustomerCount => _rows.Length;

    public IGroupLikelihood At(ReadOnlySpan<double> parameters) => new AliveLikelihood(this, parameters.ToArray());

    public double Sum(int begin, int end, Span<double> gradient)
    {
        var sum = 0.0;
        var (logOdds, slope, logFrequency) = (Math.Log(_parameters[0]), _parameters[1], Math.Log(_parameters[2]));
        var (pace, wonBackOdds, fading) = (_parameters[3], _parameters[4], _parameters[5]);
        var wonBack = MostWonBack * wonBackOdds / (1 + wonBackOdds);
        for (var index = begin; index < Math.Min(end, _rows.Length); index++)
        {
            ref readonly var row = ref _rows[index];
            var alive = LogOdds.ToProbability(logOdds + (slope * row.Logit) + (logFrequency * row.Frequency));
            var ifAlive = Between(Math.Exp(pace * row.LogSilentFrom), row.LogSilentFrom, Math.Exp(pace * row.LogSilentTo), row.LogSilentTo);
            var rate = wonBack * Math.Exp(-fading * row.SilentYears);
            var ifStopped = Between(Math.Exp(-rate * row.FromWeeks), -row.FromWeeks, row.Bought ? Math.Exp(-rate * row.ToWeeks) : 0, -row.ToWeeks);
            var likelihood = Math.Max((alive * ifAlive.Probability) + ((1 - alive) * ifStopped.Probability), LeastLikelihood);
            sum += Math.Log(likelihood);

            var byLogOdds = alive * (1 - alive) * (ifAlive.Probability - ifStopped.Probability) / likelihood;
            var byRate = (1 - alive) * ifStopped.Slope / likelihood;
            gradient[0] += byLogOdds / _parameters[0];
            gradient[1] += byLogOdds * row.Logit;
            gradient[2] += byLogOdds * row.Frequency / _parameters[2];
            gradient[3] += alive * ifAlive.Slope / likelihood;
            gradient[4] += byRate * rate / (wonBackOdds * (1 + wonBackOdds));
            gradient[5] -= byRate * rate * row.SilentYears;
        }

        return end > _rows.Length ? sum + Believed(gradient) : sum;
    }

    /// <summary>Log-density of the parameters beforehand: their logarithms are normal around where the search begins.</summary>
    private double Believed(Span<double> gradient)
    {
        var sum = 0.0;
        for (var index = 0; index < ParameterCount; index++)
        {
            var distance = Math.Log(_parameters[index] / Start[index]) / Deviations[index];
            sum -= 0.5 * distance * distance;
            gradient[index] -= distance / Deviations[index] / _parameters[index];
        }

        return sum;
    }

    /// <summary>P(the first purchase comes between two times), from the probabilities e^(h l) of silence until each, with its derivative by
    /// h.</summary>
    private static (double Probability, double Slope) Between(double from, double logFrom, double to, double logTo) =>
        (from - to, (from * logFrom) - (to > 0 ? to * logTo : 0));
}

using ChurnPredict.Scoring;

namespace ChurnPredict.Value;

/// <summary>
/// Probability that the event has not come by a day, for days 0 to 365: hazards are constant within periods of seasonal time. Never rises.
/// The event is the next order for shops and the cancellation for contracts.
/// </summary>
public sealed class SurvivalCurve
{
    private readonly double[] _logSurvival;
    private readonly SurvivalClock _clock;

    /// <param name="logSurvival">ln of survival at the end of each period, never rising, each finite or −∞.</param>
    /// <param name="clock">Turns days after the as-of date into the time that periods are cut in.</param>
    internal SurvivalCurve(double[] logSurvival, SurvivalClock clock)
    {
        _logSurvival = logSurvival;
        _clock = clock;
    }

    /// <summary>Probability that the event has not come by a day.</summary>
    /// <param name="days">≥ 0; behind the last period the curve stays flat.</param>
    public double At(double days) => Math.Exp(LogAt(days));

    /// <summary>The curve as scores carry it.</summary>
    public IReadOnlyList<SurvivalPoint> Points() =>
        [.. new[] { 30, 60, 90, 120, 150, 180, 210, 240, 270, 300, 330, 365 }.Select(days => new SurvivalPoint(days, At(days)))];

    /// <summary>The first day by which survival has fallen to a probability; null when it does not within 365 days.</summary>
    /// <param name="probability">In (0, 1).</param>
    public double? DayWhen(double probability)
    {
        var target = Math.Log(probability);
        var before = 0.0;
        for (var period = 0; period < _logSurvival.Length; period++)
        {
            var after = _logSurvival[period];
            if (after <= target)
            {
                var share = double.IsNegativeInfinity(after) || after == before ? 0 : (target - before) / (after - before);
                var time = SurvivalPeriods.StartDays(period) + (share * (SurvivalPeriods.EndDays[period] - SurvivalPeriods.StartDays(period)));
                return _clock.ToCalendar(time);
            }

            before = after;
        }

        return null;
    }

    /// <summary>Median of the time that is left; null when it lies beyond 365 days.</summary>
    public double? MedianDays() => DayWhen(0.5);

    /// <summary>The curve shifted so that one probability holds: survival^k up to the horizon, with k such that it agrees with the churn
    /// probability there. Survival at the horizon is then the churn probability itself where churn is silence (no order came), and its
    /// complement where churn is the event (a cancellation). Behind the horizon hazards are √k times this curve's own where churn is silence:
    /// who has left stays away. Where it is the event they are its own: what makes a customer cancel soon passes.</summary>
    /// <remarks>Against the truth of generated histories at 365 days, over 20 bins and a customer's own error, with a correction of a few
    /// more columns than <see cref="SurvivalCorrection"/> has. Shops, eleven dates: √k .010 to .018 and .092 to .121, no factor .006 to .016 and
    /// .095 to .119; k for all days, four dates with an earlier correction, .015 to .030 and .091 to .110. Contracts, five dates: √k .012 to
    /// .047 and .082 to .102, no factor .008 to .037 and .077 to .098.</remarks>
    /// <param name="churnProbability">Calibrated, (0, 1).</param>
    /// <param name="horizonDays">The horizon of that probability, ≥ 1.</param>
    /// <param name="churnIsTheEvent">false for shops, true for contracts.</param>
    public SurvivalCurve ShiftToHorizon(double churnProbability, int horizonDays, bool churnIsTheEvent = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(horizonDays, 1);
        const double Least = 1e-9;
        var wanted = Math.Log(Math.Clamp(churnIsTheEvent ? 1 - churnProbability : churnProbability, Least, 1 - Least));
        var end = SurvivalPeriods.EndDays[^1];
        var here = Math.Min(LogAt(Math.Min(horizonDays, end)), -Least);
        if (horizonDays > end) here *= horizonDays / (double)end;
        var power = wanted / Math.Max(here, -1e6);
        return new SurvivalCurve(Scaled(_clock.ToSeasonal(Math.Min(horizonDays, end)), power, churnIsTheEvent ? 1 : Math.Sqrt(power)), _clock);
    }

    /// <summary>ln of survival with hazards times a factor in the periods that begin before a time, and times another in those after.</summary>
    private double[] Scaled(double time, double factor, double factorBehind)
    {
        var scaled = Array.ConvertAll(_logSurvival, log => Math.Min(0, log * factor));
        var last = 0;
        while (last < scaled.Length - 1 && SurvivalPeriods.EndDays[last] < time) last++;
        for (var period = last + 1; period < scaled.Length; period++)
            scaled[period] = double.IsNegativeInfinity(_logSurvival[last]) ? double.NegativeInfinity : scaled[last] + (factorBehind * (_logSurvival[period] - _logSurvival[last]));
        return scaled;
    }

    private double LogAt(double days)
    {
        if (days <= 0) return 0;
        var time = _clock.ToSeasonal(days);
        var before = 0.0;
        for (var period = 0; period < _logSurvival.Length; period++)
        {
            var (start, end) = (SurvivalPeriods.StartDays(period), SurvivalPeriods.EndDays[period]);
            if (time <= end) return before + ((time - start) / (end - start) * (_logSurvival[period] - before));
            before = _logSurvival[period];
        }

        return before;
    }
}

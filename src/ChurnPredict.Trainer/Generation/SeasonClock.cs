namespace ChurnPredict.Trainer.Generation;

/// <summary>
/// Seasonal time: runs faster when people buy more. A Poisson process that is steady in seasonal time has the season's rate in
/// calendar time, so gaps, survival and closed forms only ever need <see cref="Between"/> and <see cref="Advance"/>.
/// </summary>
internal sealed class SeasonClock
{
    private readonly double[] _elapsed;

    /// <param name="start">First day of the history.</param>
    /// <param name="days">Days that the clock covers.</param>
    /// <param name="strength">1 = the season as stated at <see cref="Level"/>, 0 = none.</param>
    public SeasonClock(DateOnly start, int days, double strength)
    {
        _elapsed = new double[days + 1];
        for (var day = 0; day < days; day++) _elapsed[day + 1] = _elapsed[day] + 1 + (strength * (Level(start.AddDays(day)) - 1));
    }

    /// <summary>Seasonal time from one instant to a later one, both in days since the start.</summary>
    public double Between(double from, double to) => At(to) - At(from);

    /// <summary>When <paramref name="seasonal"/> more has passed, in days since the start; +∞ beyond the clock.</summary>
    public double Advance(double from, double seasonal)
    {
        var target = At(from) + seasonal;
        if (target >= _elapsed[^1]) return double.PositiveInfinity;
        var day = Array.BinarySearch(_elapsed, target);
        if (day < 0) day = ~day - 1;
        return day + ((target - _elapsed[day]) / (_elapsed[day + 1] - _elapsed[day]));
    }

    private double At(double time)
    {
        var day = Math.Min((int)time, _elapsed.Length - 2);
        return _elapsed[day] + ((time - day) * (_elapsed[day + 1] - _elapsed[day]));
    }

    /// <summary>How much more is bought than on an average day: a mild yearly wave, weekends, and gifts in December.</summary>
    private static double Level(DateOnly date)
    {
        var wave = 0.04 * Math.Cos(2 * Math.PI * (date.DayOfYear - 345) / 365.25);
        var weekend = date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0.25 : -0.10;
        var december = date is { Month: 12, Day: >= 3 and <= 24 } ? 0.35 : 0;
        return 1 + wave + weekend + december;
    }
}

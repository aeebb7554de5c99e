namespace ChurnPredict.Learning;

/// <summary>
/// How much of the level that a calibration learned may be believed. A model's level is off on a later snapshot for two reasons: a
/// lasting fault of the model, which calibration should mend, and the drift of the base rate, which comes and goes. Two origins whose
/// label windows overlap say the same thing twice, so independent origins are counted by the time they span; of the mean shift
/// the share n / (n + drift² / fault²) is kept, the usual shrinkage of a mean under a normal prior. With a steady base rate, or with
/// many origins, all of it is kept; on a year of a drifting base, an eighth.
/// </summary>
internal static class LevelShrinkage
{
    /// <summary>Standard deviation of a lasting fault in level, in log-odds, before anything is seen.</summary>
    private const double FaultDeviation = 0.05;

    /// <summary>Takes back the part of a calibration's level that drift explains.</summary>
    /// <param name="calibration">Learned on the origins' pooled predictions.</param>
    /// <param name="origins">Out-of-time predictions, oldest first.</param>
    /// <param name="horizonDays">Length of the label window.</param>
    /// <param name="baseRates">Churn rates of the snapshots seen, whose spread is the drift.</param>
    public static ProbabilityCalibration Apply(
        ProbabilityCalibration calibration, IReadOnlyList<OutOfTimePredictions> origins, int horizonDays, IReadOnlyList<double> baseRates)
    {
        if (origins.Count == 0) return calibration;
        var spanDays = origins[^1].AsOf.Date.DayNumber - origins[0].AsOf.Date.DayNumber + horizonDays;
        var independentOrigins = (double)spanDays / horizonDays;
        var levels = baseRates.Select(LogOdds.FromProbability).ToArray();
        var mean = levels.DefaultIfEmpty().Average();
        var drift = levels.Length < 2 ? 0 : levels.Sum(level => (level - mean) * (level - mean)) / (levels.Length - 1);
        var believed = independentOrigins / (independentOrigins + (drift / (FaultDeviation * FaultDeviation)));
        var shift = origins.SelectMany(origin => origin.RawLogOdds).Average(raw => calibration.Apply(raw) - raw);
        return calibration.Shifted(-(1 - believed) * shift);
    }
}

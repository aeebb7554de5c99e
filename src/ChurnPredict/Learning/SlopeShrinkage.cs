namespace ChurnPredict.Learning;

/// <summary>
/// How much of the slope and the bends that a calibration learned may be believed of a model with more rows to learn from. What
/// calibration mends at an origin is a lasting fault of the learner and a passing one of its few rows: penalties and small leaves
/// compress the scores of a model of 900 rows far more than those of one of 13,000. With a prior of variance ω² for the lasting fault and
/// of ω²·R / n for the passing one after n rows, faults of nested training sets of m ≤ n rows have the covariance ω²·(1 + R / n): that of
/// a mean of m rows and a mean of those and n − m others. Of what was seen the share covariance / variance is believed, the regression
/// of one normal variable on another; the standard error of the slope adds to the variance. An origin with as many rows as the delivered
/// model keeps all but what chance may have done, one of few rows next to nothing. The mean level stays: <see cref="LevelShrinkage"/> has its own say.
/// </summary>
internal static class SlopeShrinkage
{
    /// <summary>ω, standard deviation of a lasting fault in slope, before anything is seen.</summary>
    private const double FaultDeviation = 0.4;

    /// <summary>
    /// R, rows at which the passing fault is as large as the lasting one. Of the slopes at the origins of fourteen histories (eleven generated
    /// ones of 8 to 13 months, Online Retail's choice origins, Complete Journey, the sample) ω = .41 and R = 1,400 are likeliest; the log-loss
    /// out of time is lowest at 4,000 and all but flat between.
    /// </summary>
    private const double RowsOfEqualFaults = 2_500;

    /// <summary>Takes back the part of a calibration's slope and bends that few rows explain.</summary>
    /// <param name="calibration">Learned on the origins' pooled predictions.</param>
    /// <param name="origins">Out-of-time predictions.</param>
    /// <param name="deliveredRows">Rows that the model to be calibrated learned from.</param>
    /// <returns>The calibration of the same mean level, nearer to the slope 1.</returns>
    public static ProbabilityCalibration Apply(ProbabilityCalibration calibration, IReadOnlyList<OutOfTimePredictions> origins, int deliveredRows)
    {
        if (origins.Count == 0) return calibration;
        var raw = origins.SelectMany(origin => origin.RawLogOdds).ToArray();
        var shares = origins.Select(origin => (origin.TrainingRows, (double)origin.RawLogOdds.Length / raw.Length)).ToArray();
        var believed = Believed(shares, deliveredRows, SlopeVariance(calibration, raw));
        var shift = raw.Average(logOdds => calibration.Apply(logOdds) - logOdds);
        return calibration.Weakened(believed).Shifted((1 - believed) * shift);
    }

    /// <summary>The share of slope and bends that is believed, 0 to 1.</summary>
    /// <param name="origins">By origin, the rows that its model learned from and its share of the pooled predictions.</param>
    /// <param name="deliveredRows">Rows that the model to be calibrated learned from.</param>
    /// <param name="slopeVariance">Squared standard error of the slope.</param>
    public static double Believed(IReadOnlyList<(int TrainingRows, double Share)> origins, int deliveredRows, double slopeVariance)
    {
        var covariance = origins.Sum(origin => origin.Share * FaultCovariance(origin.TrainingRows, deliveredRows));
        var variance = origins.Sum(one => origins.Sum(other => one.Share * other.Share * FaultCovariance(one.TrainingRows, other.TrainingRows)));
        return covariance / (variance + slopeVariance);
    }

    /// <summary>Of two models, one of which learned from the other's rows and more.</summary>
    private static double FaultCovariance(int rows, int otherRows) =>
        FaultDeviation * FaultDeviation * (1 + (RowsOfEqualFaults / Math.Max(rows, otherRows)));

    /// <summary>Of the straight line through the same rows, by the information that they hold; infinite where all scores are alike.</summary>
    private static double SlopeVariance(ProbabilityCalibration calibration, double[] raw)
    {
        var probabilities = Array.ConvertAll(raw, calibration.Probability);
        var weights = Array.ConvertAll(probabilities, probability => probability * (1 - probability));
        var mean = raw.Zip(weights, (logOdds, weight) => weight * logOdds).Sum() / weights.Sum();
        return 1 / raw.Zip(weights, (logOdds, weight) => weight * (logOdds - mean) * (logOdds - mean)).Sum();
    }
}

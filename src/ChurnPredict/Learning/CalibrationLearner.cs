using ChurnPredict.Boosting;

namespace ChurnPredict.Learning;

/// <summary>Learns calibrations from out-of-time predictions.</summary>
internal static class CalibrationLearner
{
    /// <summary>Rows from which isotonic calibration is considered.</summary>
    public const int IsotonicMinimumRows = 20_000;

    private const int IsotonicBlocks = 200;

    /// <summary>
    /// Standard deviation of a − b, the bend of beta calibration, before anything is seen: that of the slope, see
    /// <see cref="SlopeShrinkage"/>. To choose between a line and a free bend instead was a toss-up: on one shop's history in three files
    /// the two differed by .00001 to .0002 where they were chosen. On 24 dates (CDNOW, Complete Journey, nine generated histories) the
    /// log-loss of the test snapshot is .00042 below the line's (standard error .00012, at worst .0003 above), that of the choice .00030
    /// (.00016, .0007), that of the free bend .00037 (.00021, .0017); deviations of .2 to 1.6 give .00032 to .00047.
    /// </summary>
    private const double BendDeviation = 0.4;

    /// <summary>Fits one method.</summary>
    /// <param name="method">Which.</param>
    /// <param name="rawLogOdds">Raw log-odds of rows that their model never saw.</param>
    /// <param name="labels">0 or 1 each.</param>
    public static ProbabilityCalibration Fit(CalibrationMethod method, double[] rawLogOdds, float[] labels) => method switch
    {
        CalibrationMethod.Platt => FitPlatt(rawLogOdds, labels),
        CalibrationMethod.Beta => FitBeta(rawLogOdds, labels),
        _ => FitIsotonic(rawLogOdds, labels),
    };

    /// <summary>The methods that may be tried for a number of rows. A straight line is not one of them: beta calibration is one where
    /// the rows show no bend.</summary>
    public static IReadOnlyList<CalibrationMethod> Candidates(int rowCount) => rowCount > IsotonicMinimumRows
        ? [CalibrationMethod.Beta, CalibrationMethod.Isotonic]
        : [CalibrationMethod.Beta];

    /// <summary>Chooses the method whose log-loss is lowest when each origin is calibrated by all the others, or, where one large
    /// origin is all there is, each half of its customers by the other; ties and gains below 10⁻⁴ go to the simpler one.</summary>
    public static CalibrationMethod Choose(IReadOnlyList<OutOfTimePredictions> origins)
    {
        if (origins.Count == 1 && origins[0].Labels.Length > IsotonicMinimumRows) origins = [Half(origins[0], 0), Half(origins[0], 1)];
        var candidates = Candidates(origins.Sum(origin => origin.Labels.Length));
        if (origins.Count < 2 || candidates.Count < 2) return candidates[0];
        var best = candidates[0];
        var bestLoss = double.PositiveInfinity;
        foreach (var method in candidates)
        {
            var loss = LeaveOneOriginOut(method, origins);
            if (loss >= bestLoss - 1e-4) continue;
            best = method;
            bestLoss = loss;
        }

        return best;
    }

    public static ProbabilityCalibration FitPooled(CalibrationMethod method, IReadOnlyList<OutOfTimePredictions> origins) =>
        Fit(method, [.. origins.SelectMany(origin => origin.RawLogOdds)], [.. origins.SelectMany(origin => origin.Labels)]);

    private static OutOfTimePredictions Half(OutOfTimePredictions origin, int first) => origin with
    {
        RawLogOdds = [.. origin.RawLogOdds.Where((_, row) => row % 2 == first)],
        Labels = [.. origin.Labels.Where((_, row) => row % 2 == first)],
    };

    private static double LeaveOneOriginOut(CalibrationMethod method, IReadOnlyList<OutOfTimePredictions> origins)
    {
        var total = 0.0;
        foreach (var held in origins)
        {
            var calibration = FitPooled(method, [.. origins.Where(origin => origin != held)]);
            total += Metric.LogLoss(held.Labels, [.. held.RawLogOdds.Select(calibration.Probability)]);
        }

        return total / origins.Count;
    }

    private static PlattCalibration FitPlatt(double[] rawLogOdds, float[] labels)
    {
        var fit = LogisticRegression.Fit(labels, [rawLogOdds]);
        return fit.Weights[0] > 0 ? new PlattCalibration(fit.Weights[0], fit.Intercept) : BaseRateOnly(labels);
    }

    private static ProbabilityCalibration FitBeta(double[] rawLogOdds, float[] labels)
    {
        var left = Array.ConvertAll(rawLogOdds, value => -LogOdds.SoftPlus(-value));
        var right = Array.ConvertAll(rawLogOdds, LogOdds.SoftPlus);
        // In slope and bend: a · left + b · right is (a + b) / 2 · log-odds + (a − b) · (left − right) / 2.
        var bend = left.Zip(right, (one, other) => (one - other) / 2).ToArray();
        var scatter = BendDeviation * Standardisation.Of(bend).Deviation;
        var fit = LogisticRegression.Fit(labels, [rawLogOdds, bend], [LogisticRegression.SlightRidge, 1 / (scatter * scatter * labels.Length)]);
        var (a, b) = (fit.Weights[0] + (fit.Weights[1] / 2), fit.Weights[0] - (fit.Weights[1] / 2));
        if (a >= 0 && b >= 0 && a + b > 0) return new BetaCalibration(a, b, fit.Intercept);

        // A negative weight would make the map fall somewhere; the better of the two one-sided fits takes its place (Kull et al. 2017).
        var onlyLeft = LogisticRegression.Fit(labels, [left]);
        var onlyRight = LogisticRegression.Fit(labels, [right]);
        var leftWins = onlyLeft.LogLoss <= onlyRight.LogLoss;
        var weight = leftWins ? onlyLeft.Weights[0] : onlyRight.Weights[0];
        if (weight <= 0) return BaseRateOnly(labels);
        return leftWins ? new BetaCalibration(weight, 0, onlyLeft.Intercept) : new BetaCalibration(0, weight, onlyRight.Intercept);
    }

    /// <summary>Predictions that say nothing, or the opposite: keep the order, deliver the base rate.</summary>
    private static PlattCalibration BaseRateOnly(float[] labels) => new(1e-6, LogOdds.FromProbability(labels.Average()));

    private static ProbabilityCalibration FitIsotonic(double[] rawLogOdds, float[] labels)
    {
        var order = Enumerable.Range(0, labels.Length).ToArray();
        Array.Sort((double[])rawLogOdds.Clone(), order);
        var blocks = PoolAdjacentViolators(order, rawLogOdds, labels);
        var (raw, calibrated) = (new List<double>(), new List<double>());
        foreach (var (meanRaw, positives, rows) in blocks)
        {
            // Half a positive and half a negative added keeps blocks of one class away from certainty.
            var logOdds = LogOdds.FromProbability((positives + 0.5) / (rows + 1));
            if (raw.Count > 0)
            {
                if (meanRaw <= raw[^1]) continue;
                logOdds = Math.Max(logOdds, calibrated[^1] + (IsotonicCalibration.LeastSlope * (meanRaw - raw[^1])));
            }

            raw.Add(meanRaw);
            calibrated.Add(logOdds);
        }

        return raw.Count >= 2 ? new IsotonicCalibration([.. raw], [.. calibrated]) : FitPlatt(rawLogOdds, labels);
    }

    /// <summary>Pool-adjacent-violators over equal-count bins, which smooths what single rows cannot tell.</summary>
    private static List<(double MeanRaw, double Positives, double Rows)> PoolAdjacentViolators(int[] order, double[] raw, float[] labels)
    {
        var blocks = new List<(double MeanRaw, double Positives, double Rows)>();
        for (var bin = 0; bin < IsotonicBlocks; bin++)
        {
            var begin = (int)((long)order.Length * bin / IsotonicBlocks);
            var end = (int)((long)order.Length * (bin + 1) / IsotonicBlocks);
            if (begin == end) continue;
            double sum = 0, positives = 0;
            for (var rank = begin; rank < end; rank++)
            {
                sum += raw[order[rank]];
                positives += labels[order[rank]];
            }

            var block = (MeanRaw: sum / (end - begin), Positives: positives, Rows: (double)(end - begin));
            while (blocks.Count > 0 && blocks[^1].Positives / blocks[^1].Rows >= block.Positives / block.Rows)
            {
                var before = blocks[^1];
                var rows = before.Rows + block.Rows;
                block = (((before.MeanRaw * before.Rows) + (block.MeanRaw * block.Rows)) / rows, before.Positives + block.Positives, rows);
                blocks.RemoveAt(blocks.Count - 1);
            }

            blocks.Add(block);
        }

        return blocks;
    }
}

namespace ChurnPredict.Learning;

/// <summary>
/// Churn metrics of one set of scores, computed for the rows as they are and for bootstrap replicates in one pass each: rows are
/// sorted once, and a replicate is a number of repetitions a row.
/// </summary>
internal sealed class ChurnEvaluation
{
    private const int CalibrationBins = 20;

    private readonly int[] _byRisk;
    private readonly float[] _labels;
    private readonly double[] _scores;
    private readonly bool _areProbabilities;

    /// <summary>Sorts rows by risk.</summary>
    /// <param name="labels">0 or 1 each.</param>
    /// <param name="scores">Rising with risk; kept.</param>
    /// <param name="areProbabilities">Whether the scores are probabilities.</param>
    public ChurnEvaluation(float[] labels, double[] scores, bool areProbabilities = true)
    {
        _labels = labels;
        _scores = scores;
        _areProbabilities = areProbabilities;
        _byRisk = [.. Enumerable.Range(0, labels.Length)];
        Array.Sort(Array.ConvertAll(scores, score => -score), _byRisk);
    }

    /// <summary>Metrics with intervals and expected profit.</summary>
    /// <param name="replicates">Bootstrap replicates; 0 = no intervals.</param>
    /// <param name="seed">From which the replicates derive.</param>
    public ChurnMetrics WithIntervals(int replicates, int seed)
    {
        var ones = new int[_labels.Length];
        Array.Fill(ones, 1);
        var metrics = Compute(ones) with { ExpectedMaximumProfit = new ExpectedMaximumProfit().PerCustomer(_labels, _scores) };
        if (replicates == 0 || _labels.Length == 0) return metrics;
        var drawn = Enumerable.Range(0, replicates).Select(replicate => Compute(Bootstrap.Repetitions(_labels.Length, seed, replicate))).ToArray();
        var intervals = new Dictionary<string, MetricInterval>
        {
            ["auc"] = MetricInterval.Of(drawn.Select(one => one.Auc)),
            ["pr_auc"] = MetricInterval.Of(drawn.Select(one => one.PrAuc)),
            ["lift_10"] = MetricInterval.Of(drawn.Select(one => one.Lift10)),
        };
        if (_areProbabilities)
        {
            intervals["log_loss"] = MetricInterval.Of(drawn.Select(one => one.LogLoss ?? double.NaN));
            intervals["brier"] = MetricInterval.Of(drawn.Select(one => one.Brier ?? double.NaN));
            intervals["brier_skill"] = MetricInterval.Of(drawn.Select(one => one.BrierSkill ?? double.NaN));
        }

        return metrics with { Intervals = intervals };
    }

    /// <summary>Metrics of one replicate.</summary>
    /// <param name="repetitions">How often each row counts.</param>
    public ChurnMetrics Compute(int[] repetitions)
    {
        double rows = 0, churners = 0;
        for (var row = 0; row < _labels.Length; row++)
        {
            rows += repetitions[row];
            churners += repetitions[row] * _labels[row];
        }

        var (auc, averagePrecision) = Ranking(repetitions, churners, rows - churners);
        var (logLoss, brier) = _areProbabilities ? Losses(repetitions, rows) : (double.NaN, double.NaN);
        var baseRate = churners / rows;
        double? Known(double value) => _areProbabilities ? value : null;
        var captured = new[] { 0.05, 0.10, 0.20 }.Select(share => Captured(repetitions, share * rows) / churners).ToArray();
        return new ChurnMetrics
        {
            Auc = auc,
            PrAuc = averagePrecision,
            LogLoss = Known(logLoss),
            Brier = Known(brier),
            BrierSkill = Known(1 - (brier / (baseRate * (1 - baseRate)))),
            CalibrationError = _areProbabilities ? CalibrationError(repetitions, rows) : null,
            Lift5 = captured[0] / 0.05,
            Lift10 = captured[1] / 0.10,
            Lift20 = captured[2] / 0.20,
            Capture5 = captured[0],
            Capture10 = captured[1],
            Capture20 = captured[2],
        };
    }

    private (double Auc, double AveragePrecision) Ranking(int[] repetitions, double churners, double stayers)
    {
        double pairsWon = 0, precisionSum = 0, seenChurners = 0, seenStayers = 0;
        for (var rank = 0; rank < _byRisk.Length;)
        {
            double tiedChurners = 0, tiedStayers = 0;
            var score = _scores[_byRisk[rank]];
            for (; rank < _byRisk.Length && _scores[_byRisk[rank]] == score; rank++)
            {
                var row = _byRisk[rank];
                tiedChurners += repetitions[row] * _labels[row];
                tiedStayers += repetitions[row] * (1 - _labels[row]);
            }

            pairsWon += tiedChurners * (stayers - seenStayers - (tiedStayers / 2));
            seenChurners += tiedChurners;
            seenStayers += tiedStayers;
            if (tiedChurners > 0) precisionSum += tiedChurners * seenChurners / (seenChurners + seenStayers);
        }

        return (pairsWon / (churners * stayers), precisionSum / churners);
    }

    private (double LogLoss, double Brier) Losses(int[] repetitions, double rows)
    {
        double logLoss = 0, brier = 0;
        for (var row = 0; row < _labels.Length; row++)
        {
            var probability = _scores[row];
            var error = probability - _labels[row];
            logLoss += repetitions[row] * RowLogLoss(_labels[row], probability);
            brier += repetitions[row] * error * error;
        }

        return (logLoss / rows, brier / rows);
    }

    /// <summary>Log-loss of one row; probabilities nearer to 0 or 1 than 10⁻⁹ count as that.</summary>
    public static double RowLogLoss(float label, double probability)
    {
        var inside = double.Clamp(probability, LogOdds.SmallestProbability, 1 - LogOdds.SmallestProbability);
        return -Math.Log(label > 0.5f ? inside : 1 - inside);
    }

    private double CalibrationError(int[] repetitions, double rows)
    {
        double total = 0, predicted = 0, observed = 0, seen = 0;
        for (int rank = 0, bin = 1; rank < _byRisk.Length; rank++)
        {
            var row = _byRisk[rank];
            predicted += repetitions[row] * _scores[row];
            observed += repetitions[row] * _labels[row];
            seen += repetitions[row];
            if (seen < rows * bin / CalibrationBins && rank + 1 < _byRisk.Length) continue;
            total += Math.Abs(predicted - observed);
            (predicted, observed) = (0, 0);
            while (seen >= rows * bin / CalibrationBins && bin < CalibrationBins) bin++;
        }

        return total / rows;
    }

    /// <summary>Churners among the riskiest <paramref name="contacted"/> rows; the row on the edge counts by its share.</summary>
    private double Captured(int[] repetitions, double contacted)
    {
        double seen = 0, churners = 0;
        foreach (var row in _byRisk)
        {
            var share = Math.Min(repetitions[row], contacted - seen);
            if (share <= 0 && seen >= contacted) break;
            churners += share * _labels[row];
            seen += share;
        }

        return churners;
    }
}

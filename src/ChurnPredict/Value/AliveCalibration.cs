using ChurnPredict.Learning;

namespace ChurnPredict.Value;

/// <summary>
/// P(alive) that agrees with what later came: log-odds of being alive = intercept + slope × those of a purchase model + weight ×
/// ln(1 + repeat purchases), learned on windows inside the known time. Who was alive at a window's start stays hidden: of those alive
/// some bought nothing, as often as the model says, and of those who had stopped a share was won back and bought. Both are told apart by
/// expectation and maximisation (Dempster, Laird and Rubin 1977). The meaning stays: not having stopped by then.
/// </summary>
/// <param name="Intercept">Log-odds added.</param>
/// <param name="Slope">Factor on the model's log-odds.</param>
/// <param name="FrequencyWeight">Log-odds for each e-fold of repeat purchases.</param>
public sealed record AliveCalibration(double Intercept, double Slope, double FrequencyWeight)
{
    private const int MaximumRows = 20_000;
    private const int FewestBuyers = 100;
    private const int Steps = 60;
    private const double LargestLogit = 12;
    private const double FirstWonBack = 0.02;
    private const double LargestWonBack = 0.2;

    /// <summary>Leaves the model's probability as it is.</summary>
    public static AliveCalibration Identity { get; } = new(0, 1, 0);

    /// <summary>P(alive) of a customer at the end of their age.</summary>
    /// <param name="model">A model of the kind that was calibrated.</param>
    /// <param name="summary">The customer.</param>
    public double Probability(PurchaseModel model, PurchaseSummary summary)
    {
        ArgumentNullException.ThrowIfNull(model);
        var (logit, frequency) = Columns(model, summary);
        return LogOdds.ToProbability(Intercept + (Slope * logit) + (FrequencyWeight * frequency));
    }

    /// <summary>Learns a calibration.</summary>
    /// <param name="windows">Windows inside the known time; the model is fitted anew before each.</param>
    /// <param name="kind">The model; one to which one-time buyers are alive for certain cannot be calibrated.</param>
    /// <param name="threadCount">Threads, 1 or more; the result does not depend on it.</param>
    /// <returns><see cref="Identity"/> where too few customers bought, or did not buy, in the windows.</returns>
    public static AliveCalibration Learn(IReadOnlyList<PurchaseWindow> windows, PurchaseModelKind kind, int threadCount = 1)
    {
        ArgumentNullException.ThrowIfNull(windows);
        if (kind is PurchaseModelKind.BgNbd or PurchaseModelKind.BgCnbdK)
            throw new ArgumentException($"{kind}: one-time buyers are alive for certain; expected Pareto/NBD or a model in which they may have stopped", nameof(kind));
        var rows = windows.Where(window => window.Summaries.Length > 0).SelectMany(window => Rows(window, kind, threadCount)).ToArray();
        var step = Math.Max(1, (rows.Length + MaximumRows - 1) / MaximumRows);
        rows = [.. rows.Where((_, row) => row % step == 0)];
        var buyers = rows.Count(row => row.Bought);
        return buyers < FewestBuyers || rows.Length - buyers < FewestBuyers ? Identity : Maximise(rows);
    }

    private static AliveCalibration Maximise(Row[] rows)
    {
        double[][] columns = [Array.ConvertAll(rows, row => row.Logit), Array.ConvertAll(rows, row => row.Frequency)];
        var (found, wonBack) = (Identity, FirstWonBack);
        for (var step = 0; step < Steps; step++)
        {
            var alive = Array.ConvertAll(rows, row => (float)row.AliveAfterwards(found, wonBack));
            wonBack = WonBack(rows, alive);
            var fit = LogisticRegression.Fit(alive, columns);
            var next = new AliveCalibration(fit.Intercept, fit.Weights[0], fit.Weights[1]);
            var change = Math.Abs(next.Intercept - found.Intercept) + Math.Abs(next.Slope - found.Slope) + Math.Abs(next.FrequencyWeight - found.FrequencyWeight);
            found = next;
            if (change < 1e-4) break;
        }

        return found;
    }

    /// <summary>Share of those who had stopped that bought nevertheless.</summary>
    private static double WonBack(Row[] rows, float[] alive)
    {
        double stopped = 0, bought = 0;
        for (var row = 0; row < rows.Length; row++)
        {
            stopped += 1 - alive[row];
            if (rows[row].Bought) bought += 1 - alive[row];
        }

        return Math.Clamp(bought / stopped, 0, LargestWonBack);
    }

    private static IEnumerable<Row> Rows(PurchaseWindow window, PurchaseModelKind kind, int threadCount)
    {
        var model = PurchaseModelFitter.Fit(kind, PurchaseGroups.From(window.Summaries), threadCount).Model;
        return window.Summaries.Select((summary, customer) =>
        {
            var (logit, frequency) = Columns(model, summary);
            var alive = LogOdds.ToProbability(logit);
            var silentAlive = Math.Clamp(1 - ((1 - model.ProbabilityOfNoPurchase(summary, window.Weeks)) / alive), 0, 1);
            return new Row(logit, frequency, silentAlive, window.Purchases[customer] > 0);
        });
    }

    private static (double Logit, double Frequency) Columns(PurchaseModel model, PurchaseSummary summary)
    {
        var alive = Math.Clamp(model.ProbabilityAlive(summary), 1e-9, 1 - 1e-9);
        return (Math.Clamp(LogOdds.FromProbability(alive), -LargestLogit, LargestLogit), Math.Log(1 + summary.RepeatPurchases));
    }

    /// <summary>One customer at the start of a window.</summary>
    /// <param name="Logit">The model's log-odds of being alive.</param>
    /// <param name="Frequency">ln(1 + repeat purchases).</param>
    /// <param name="SilentAlive">Probability of no purchase in the window of one who is alive.</param>
    /// <param name="Bought">Whether one came.</param>
    private readonly record struct Row(double Logit, double Frequency, double SilentAlive, bool Bought)
    {
        /// <summary>P(alive at the start) once the window is known.</summary>
        public double AliveAfterwards(AliveCalibration calibration, double wonBack)
        {
            var alive = LogOdds.ToProbability(calibration.Intercept + (calibration.Slope * Logit) + (calibration.FrequencyWeight * Frequency));
            var (ifAlive, ifStopped) = Bought ? (1 - SilentAlive, wonBack) : (SilentAlive, 1 - wonBack);
            return Math.Clamp(alive * ifAlive / Math.Max(1e-300, (alive * ifAlive) + ((1 - alive) * ifStopped)), 0, 1);
        }
    }
}

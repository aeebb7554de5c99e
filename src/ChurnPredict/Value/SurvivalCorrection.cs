using ChurnPredict.Learning;

namespace ChurnPredict.Value;

/// <summary>
/// What trees leave undone. Of two customers of whom half a year of orders is as likely, one buys now and then and the other has left or
/// buys often: each silent period says more of the latter, so that hazards fall the faster the nearer survival is to a half. Trees would
/// need a split by period in every leaf for that. Log-odds of a hazard = those of the trees × a weight + a surface over ln(cumulative
/// hazard of the first 90 days) and ln(end of the period), by logistic regression on customers whom the trees did not learn from. The
/// surface is flat beyond the cumulative hazards that all but one in a hundred had: a cubic goes anywhere there. Periods are of unlike
/// length, which no smooth surface follows: each has a level of its own on top.
/// </summary>
/// <remarks>Twelve dates of six generated histories, survival as delivered, the worst of 30 to 365 days over 20 bins: .012 to .022 off with a
/// surface of seven columns (.032 as of the shortest history, of 15 months), .012 to .019 (.034) with these nine. Products with the trees'
/// log-odds gave .011 to .018 (.031), but made survival rise with hazards outside the bulk.</remarks>
/// <param name="Intercept">Log-odds.</param>
/// <param name="Weights">One a column, see <see cref="ColumnsOf"/>.</param>
/// <param name="Levels">Log-odds, one a period: what the smooth surface leaves of its mean.</param>
/// <param name="LowestScore">ln(cumulative hazard of 90 days) below which the surface is flat.</param>
/// <param name="HighestScore">The same above which it is.</param>
internal sealed record SurvivalCorrection(double Intercept, double[] Weights, double[] Levels, double LowestScore, double HighestScore)
{
    /// <summary>Columns of the regression.</summary>
    public const int Columns = 10;

    private const int ScorePeriods = 4;

    /// <summary>Standard deviation of a period's level before anything is seen.</summary>
    private const double LevelDeviation = 0.3;

    /// <summary>Share of customers at either end beyond whom the surface is flat.</summary>
    private const double Outside = 0.01;

    /// <summary>Bounds of ln(cumulative hazard of 90 days): survival of 99 % and of one in a thousand.</summary>
    private const double LeastScore = -4.6;
    private const double LargestScore = 2;

    /// <summary>Learns the correction.</summary>
    /// <param name="rows">Customer-periods; those of a customer stand together, rising by period from the first on.</param>
    /// <param name="hazards">Gives the trees' log-odds of a customer's periods; the second argument is overwritten.</param>
    public static SurvivalCorrection Learn(SurvivalRows rows, Action<ReadOnlySpan<float>, Span<double>> hazards)
    {
        var (raw, scores) = (new double[rows.Labels.Length], new double[rows.Labels.Length]);
        var (customer, distinct) = (new double[SurvivalPeriods.Count], new List<double>());
        for (var row = 0; row < raw.Length; row++)
        {
            var features = rows.Features.Row(row);
            var period = (int)features[^1];
            if (period == 0)
            {
                hazards(features[..^SurvivalRows.AddedFeatures], customer);
                distinct.Add(ScoreOf(customer));
            }

            (raw[row], scores[row]) = (customer[period], distinct[^1]);
        }

        distinct.Sort();
        var (lowest, highest) = (distinct[(int)(Outside * distinct.Count)], distinct[(int)((1 - Outside) * distinct.Count)]);
        var columns = Enumerable.Range(0, Columns).Select(_ => new double[raw.Length]).ToArray();
        var values = new double[Columns];
        for (var row = 0; row < raw.Length; row++)
        {
            ColumnsOf(raw[row], Math.Clamp(scores[row], lowest, highest), (int)rows.Features.Row(row)[^1], values);
            for (var column = 0; column < Columns; column++) columns[column][row] = values[column];
        }

        var fit = LogisticRegression.Fit(rows.Labels, columns);
        return new SurvivalCorrection(fit.Intercept, fit.Weights, LevelsOf(rows, columns, fit), lowest, highest);
    }

    /// <summary>Whether there are as many numbers as there must be, each finite, as after loading they may not be.</summary>
    public bool IsValid() =>
        Weights is { Length: Columns } weights && Levels is { } levels && levels.Length == SurvivalPeriods.Count
        && double.IsFinite(Intercept) && weights.All(double.IsFinite) && levels.All(double.IsFinite) && LowestScore <= HighestScore;

    /// <summary>Corrects the log-odds of a customer's hazards in place.</summary>
    public void Apply(Span<double> hazards)
    {
        var score = Math.Clamp(ScoreOf(hazards), LowestScore, HighestScore);
        Span<double> values = stackalloc double[Columns];
        for (var period = 0; period < hazards.Length; period++)
        {
            ColumnsOf(hazards[period], score, period, values);
            var corrected = Intercept + Levels[period];
            for (var column = 0; column < Columns; column++) corrected += Weights[column] * values[column];
            hazards[period] = corrected;
        }
    }

    /// <summary>One step of Newton's method from levels of 0, under a normal prior of each.</summary>
    /// <param name="rows">Customer-periods.</param>
    /// <param name="columns">Columns of the regression.</param>
    /// <param name="surface">The regression.</param>
    private static double[] LevelsOf(SurvivalRows rows, double[][] columns, LogisticRegression surface)
    {
        var (left, information) = (new double[SurvivalPeriods.Count], new double[SurvivalPeriods.Count]);
        for (var row = 0; row < rows.Labels.Length; row++)
        {
            var logOdds = surface.Intercept;
            for (var column = 0; column < Columns; column++) logOdds += surface.Weights[column] * columns[column][row];
            var (period, probability) = ((int)rows.Features.Row(row)[^1], LogOdds.ToProbability(logOdds));
            left[period] += rows.Labels[row] - probability;
            information[period] += probability * (1 - probability);
        }

        const double PriorInformation = 1 / (LevelDeviation * LevelDeviation);
        return [.. left.Zip(information, (sum, known) => sum / (known + PriorInformation))];
    }

    private static void ColumnsOf(double hazard, double score, int period, Span<double> values)
    {
        var time = Math.Log(SurvivalPeriods.EndDays[period] / 90.0);
        values[0] = hazard;
        values[1] = score;
        values[2] = score * score;
        values[3] = score * score * score;
        values[4] = time;
        values[5] = time * score;
        values[6] = time * score * score;
        values[7] = time * score * score * score;
        values[8] = time * time;
        values[9] = time * time * score;
    }

    private static double ScoreOf(ReadOnlySpan<double> hazards)
    {
        var sum = 0.0;
        for (var period = 0; period < ScorePeriods; period++) sum += SurvivalModel.Softplus(hazards[period]);
        return Math.Clamp(Math.Log(sum), LeastScore, LargestScore);
    }
}

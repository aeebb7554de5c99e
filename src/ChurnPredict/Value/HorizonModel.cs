using ChurnPredict.Boosting;
using ChurnPredict.Scoring;

namespace ChurnPredict.Value;

/// <summary>Expected money of one horizon, with its distribution. Immutable.</summary>
/// <param name="Settings">Everything but the trees.</param>
/// <param name="Heads">The trees.</param>
internal sealed record HorizonModel(HorizonSettings Settings, ValueHeads Heads)
{
    /// <summary>The ensembles that this horizon looks at, in the order of <see cref="HeadScores"/>; null where it looks at none.</summary>
    public TreeEnsemble?[] Used { get; } = Heads.UsedBy(Settings.Method);

    /// <summary>Expected money and its interval.</summary>
    public HorizonValue Predict(ReadOnlySpan<float> row, in HeadScores scores)
    {
        var expected = Heads.Expected(Settings.Method, row, scores) * Settings.Level * Settings.Extrapolation.Ratio;
        var (low, high) = Settings.Intervals.Of(scores.Occurrence, expected);
        return new HorizonValue(Settings.Days, expected, low, high);
    }

    /// <summary>The same of many rows, the same bits as row by row.</summary>
    public HorizonValue[] Predict(FeatureMatrix rows, int threadCount)
    {
        var occurrence = Heads.OccurrenceOf(rows, threadCount);
        var money = Heads.Expected(Settings.Method, rows, occurrence, threadCount);
        var values = new HorizonValue[rows.RowCount];
        for (var row = 0; row < values.Length; row++)
        {
            var expected = money[row] * Settings.Level * Settings.Extrapolation.Ratio;
            var (low, high) = Settings.Intervals.Of(occurrence[row], expected);
            values[row] = new HorizonValue(Settings.Days, expected, low, high);
        }

        return values;
    }

    /// <summary>Expected money, ≥ 0.</summary>
    public double Expected(ReadOnlySpan<float> row) => Expected(row, Heads.Occurrence.RawScore(row));

    /// <summary>Where an outcome falls in the distribution.</summary>
    public double Position(ReadOnlySpan<float> row, double actual, double uniform) =>
        Settings.Intervals.Position(Heads.Occurrence.RawScore(row), Expected(row), actual, uniform);

    /// <summary>The trees in the order in which they are written; null where the method needs none.</summary>
    public IReadOnlyList<TreeEnsemble?> Trees() => [Heads.Occurrence, Heads.Amount, Heads.LogAmount, Heads.Tweedie];

    private double Expected(ReadOnlySpan<float> row, double occurrenceLogOdds) =>
        Heads.Expected(Settings.Method, row, occurrenceLogOdds) * Settings.Level * Settings.Extrapolation.Ratio;
}

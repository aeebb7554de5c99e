using ChurnPredict.Boosting;

namespace ChurnPredict.Value;

/// <summary>
/// How the value of a long horizon follows from that of a shorter one when no window of its length is over in the history: by the
/// ratio of the probabilistic models' expectations, which know that customers leave, else in proportion to the days to the power
/// of 0.9.
/// </summary>
/// <param name="FromDays">The horizon that was learned; equal to <paramref name="ToDays"/> when nothing is extrapolated.</param>
/// <param name="ToDays">The horizon that is wanted.</param>
/// <param name="FromColumn">Feature with the probabilistic expectation of the shorter horizon; null without.</param>
/// <param name="ToColumn">Feature with that of the longer one; null without.</param>
internal sealed record ValueExtrapolation(int FromDays, int ToDays, int? FromColumn, int? ToColumn)
{
    private const double Exponent = 0.9;

    /// <summary>Makes the rule for a matrix' features.</summary>
    public static ValueExtrapolation Of(FeatureMatrix features, int fromDays, int toDays) => new(
        fromDays, toDays, ValueHeadsLearner.BtydColumn(features, fromDays), ValueHeadsLearner.BtydColumn(features, toDays));

    /// <summary>Value of the long horizon ÷ value of the short one, between 1 and the ratio of the days.</summary>
    public double RatioFor(ReadOnlySpan<float> row)
    {
        if (FromDays == ToDays) return 1;
        var most = (double)ToDays / FromDays;
        if (FromColumn is { } from && ToColumn is { } to && row[from] > 0 && float.IsFinite(row[to]))
            return Math.Clamp(row[to] / row[from], 1, most);
        return Math.Pow(most, Exponent);
    }
}

using ChurnPredict.Value;

namespace ChurnPredict.Trainer.ValueTables;

/// <summary>How much better or worse one expectation does than another on the same customers, with 95 % intervals: each draw takes
/// customers with replacement and judges both on them.</summary>
internal sealed record PairedAccuracy(PairedDifference Mae, PairedDifference Rmse, PairedDifference ChurnAuc)
{
    private const int Draws = 400;

    /// <summary>Compares.</summary>
    /// <param name="actual">What came.</param>
    /// <param name="one">What the first expected.</param>
    /// <param name="other">What the second expected.</param>
    /// <param name="silent">Who bought nothing.</param>
    public static PairedAccuracy Of(double[] actual, double[] one, double[] other, bool[] silent)
    {
        var random = new Random(1);
        var rows = Enumerable.Range(0, actual.Length).ToArray();
        var whole = Differences(rows);
        var drawn = Enumerable.Range(0, actual.Length > 100_000 ? 40 : Draws)
            .Select(_ => Differences(Array.ConvertAll(rows, _ => random.Next(rows.Length)))).ToArray();
        return new PairedAccuracy(Interval(0), Interval(1), Interval(2));

        double[] Differences(int[] draw)
        {
            var (a, b, came) = (Array.ConvertAll(draw, row => one[row]), Array.ConvertAll(draw, row => other[row]), Array.ConvertAll(draw, row => actual[row]));
            var none = Array.ConvertAll(draw, row => silent[row]);
            return
            [
                ValueMeasures.MeanAbsoluteError(came, a) - ValueMeasures.MeanAbsoluteError(came, b),
                ValueMeasures.RootMeanSquaredError(came, a) - ValueMeasures.RootMeanSquaredError(came, b),
                ValueMeasures.AreaUnderCurve(none, Array.ConvertAll(a, value => -value)) - ValueMeasures.AreaUnderCurve(none, Array.ConvertAll(b, value => -value)),
            ];
        }

        PairedDifference Interval(int figure)
        {
            var sorted = drawn.Select(draw => draw[figure]).Where(double.IsFinite).Order().ToArray();
            return sorted.Length == 0
                ? new PairedDifference(whole[figure], double.NaN, double.NaN)
                : new PairedDifference(whole[figure], sorted[sorted.Length / 40], sorted[sorted.Length - 1 - (sorted.Length / 40)]);
        }
    }
}

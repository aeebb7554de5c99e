using ChurnPredict.Boosting;
using ChurnPredict.Labels;

namespace ChurnPredict.Scoring;

/// <summary>SHAP values of those rows of a range that are scored; the others, who left already, cost nothing.</summary>
internal sealed class RangeExplanations
{
    private readonly int[] _place;
    private readonly double[] _contributions;
    private readonly int _width;

    private RangeExplanations(int[] place, double[] contributions, int width, double baseline) =>
        (_place, _contributions, _width, Baseline) = (place, contributions, width, baseline);

    /// <summary>The raw score of an average training row.</summary>
    public double Baseline { get; }

    /// <summary>Explains.</summary>
    public static RangeExplanations Of(ShapExplainer explainer, FeatureMatrix rows, CustomerStatus[] statuses, int threadCount)
    {
        var (place, scored, width) = (new int[statuses.Length], 0, rows.FeatureCount);
        for (var row = 0; row < place.Length; row++) place[row] = statuses[row] == CustomerStatus.Scored ? scored++ : -1;
        var values = scored == statuses.Length ? rows.Values : new float[scored * width];
        if (scored < statuses.Length)
        {
            for (var row = 0; row < place.Length; row++)
            {
                if (place[row] >= 0) rows.Row(row).CopyTo(values.AsSpan(place[row] * width, width));
            }
        }

        var contributions = new double[scored * width];
        var baseline = explainer.ExplainBatch(new FeatureMatrix(values, scored, width, rows.Features), contributions, threadCount);
        return new RangeExplanations(place, contributions, width, baseline);
    }

    /// <summary>One contribution a feature; of a scored row only.</summary>
    public ReadOnlySpan<double> Of(int row) => _contributions.AsSpan(_place[row] * _width, _width);
}

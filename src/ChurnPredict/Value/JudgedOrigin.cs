namespace ChurnPredict.Value;

/// <summary>An earlier origin, foretold by parts that saw only what was over by then.</summary>
internal sealed class JudgedOrigin(ValueLabels origin, ValueHeads heads, double level, int threadCount)
{
    private readonly Dictionary<ValueMethod, double[]> _expected = [];
    private readonly double[] _actual = Array.ConvertAll(origin.Money, money => (double)money);

    /// <summary>The parts.</summary>
    public ValueHeads Heads => heads;

    /// <summary>Normalised Gini of a method.</summary>
    public double Gini(ValueMethod method) => ValueMeasures.NormalizedGini(Array.ConvertAll(_actual, money => Math.Max(0, money)), Expected(method));

    /// <summary>Total bias of a method, level adjusted.</summary>
    public double Bias(ValueMethod method) => ValueMeasures.TotalBias(_actual, Expected(method));

    /// <summary>What was foretold and what came, a row.</summary>
    public ValueOutcome[] Outcomes(ValueMethod method)
    {
        var expected = Expected(method);
        var occurrence = heads.OccurrenceOf(origin.Features, threadCount);
        return [.. _actual.Select((money, row) => new ValueOutcome(occurrence[row], expected[row], money, origin.Table.Churned[row]))];
    }

    private double[] Expected(ValueMethod method)
    {
        if (_expected.TryGetValue(method, out var known)) return known;
        var expected = heads.Expected(method, origin.Features, threadCount);
        for (var row = 0; row < expected.Length; row++) expected[row] *= level;
        return _expected[method] = expected;
    }
}

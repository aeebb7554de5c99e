namespace ChurnPredict.Value;

/// <summary>An earlier origin, foretold by parts that saw only what was over by then.</summary>
internal sealed class JudgedOrigin(ValueLabels origin, ValueHeads heads, double level, int threadCount)
{
    private readonly Dictionary<ValueMethod, double[]> _expected = [];
    private readonly double[] _actual = Array.ConvertAll(origin.Money, money => (double)money);

    /// <summary>Rows of the origin.</summary>
    public int CustomerCount => _actual.Length;

    /// <summary>The parts.</summary>
    public ValueHeads Heads => heads;

    /// <summary>Normalised Gini and total bias of a method, level adjusted.</summary>
    /// <param name="method">The method.</param>
    /// <param name="isTaken">Which customers, by their index in the history; null = all.</param>
    public (double Gini, double Bias) Accuracy(ValueMethod method, Func<int, bool>? isTaken = null)
    {
        var (actual, expected) = (_actual, Expected(method));
        if (isTaken is not null)
        {
            int[] rows = [.. Enumerable.Range(0, _actual.Length).Where(row => isTaken(origin.Table.CustomerIndex[row]))];
            (actual, expected) = (Array.ConvertAll(rows, row => actual[row]), Array.ConvertAll(rows, row => expected[row]));
        }

        return (ValueMeasures.NormalizedGini(Array.ConvertAll(actual, money => Math.Max(0, money)), expected), ValueMeasures.TotalBias(actual, expected));
    }

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

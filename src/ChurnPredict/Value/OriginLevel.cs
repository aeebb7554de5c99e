namespace ChurnPredict.Value;

/// <summary>By how much more than foretold the whole base of an earlier origin brought.</summary>
/// <param name="Logarithm">ln(came ÷ foretold); 0 where either is nothing.</param>
/// <param name="Variance">Variance of the logarithm by the scatter of customers alone.</param>
internal readonly record struct OriginLevel(double Logarithm, double Variance)
{
    /// <summary>Beyond it a base is too small, or its purchases too few, to speak of a level.</summary>
    private const double LargestFactor = 2.5;

    /// <summary>The level of an origin.</summary>
    public static OriginLevel Of(IReadOnlyList<ValueOutcome> outcomes)
    {
        double came = 0, foretold = 0, squares = 0;
        foreach (var outcome in outcomes)
        {
            came += outcome.Actual;
            foretold += outcome.Expected;
            squares += (outcome.Actual - outcome.Expected) * (outcome.Actual - outcome.Expected);
        }

        if (!(came > 0 && foretold > 0)) return default;
        return new OriginLevel(Math.Clamp(Math.Log(came / foretold), -Math.Log(LargestFactor), Math.Log(LargestFactor)), squares / (came * came));
    }

    /// <summary>Standard deviation of levels around what was foretold, beyond what the scatter of customers alone makes of them.</summary>
    public static double Spread(IReadOnlyCollection<OriginLevel> levels) =>
        Math.Sqrt(Math.Max(0, levels.Average(level => (level.Logarithm * level.Logarithm) - level.Variance)));

    /// <summary>The outcome as it would have been foretold had the level been known.</summary>
    public ValueOutcome TakeOutOf(ValueOutcome outcome) => outcome with { Expected = outcome.Expected * Math.Exp(Logarithm) };
}

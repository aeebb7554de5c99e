namespace ChurnPredict.Boosting;

/// <summary>e^score with the exponent held within ±40, where a float still squares without overflow.</summary>
internal static class BoundedExponential
{
    private const float Bound = 40;

    public static float Of(float score) => MathF.Exp(Math.Clamp(score, -Bound, Bound));
}

namespace ChurnPredict.Boosting;

/// <summary>
/// Gauss-Legendre quadrature on [0, 1]: with <c>n</c> points it integrates every polynomial of degree ≤ 2n − 1 exactly.
/// Source: Press et al., Numerical Recipes, section 4.6 (Newton's method on the Legendre recurrence).
/// </summary>
internal static class GaussLegendre
{
    /// <summary>The points, ascending inside (0, 1), and their weights, which add up to 1.</summary>
    /// <param name="count">Points, 1 or more.</param>
    public static (double[] Points, double[] Weights) OnUnitInterval(int count)
    {
        var (points, weights) = (new double[count], new double[count]);
        for (var index = 0; index < count; index++)
        {
            var (root, slope) = Root(count, Math.Cos(Math.PI * (index + 0.75) / (count + 0.5)));
            points[count - 1 - index] = (1 + root) / 2;
            weights[count - 1 - index] = 1 / ((1 - root * root) * slope * slope);
        }

        return (points, weights);
    }

    private static (double Root, double Slope) Root(int degree, double guess)
    {
        var (root, slope) = (guess, 0.0);
        // Newton's steps from this guess double the digits each time: five reach the last bit, the rest are in reserve.
        for (var step = 0; step < 10; step++)
        {
            var (value, previous) = (1.0, 0.0);
            for (var n = 0; n < degree; n++) (value, previous) = (((2 * n + 1) * root * value - n * previous) / (n + 1), value);
            slope = degree * (root * value - previous) / (root * root - 1);
            root -= value / slope;
        }

        return (root, slope);
    }
}

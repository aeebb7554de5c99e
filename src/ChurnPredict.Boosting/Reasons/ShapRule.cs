namespace ChurnPredict.Boosting;

/// <summary>The quadrature for leaves behind a given number of distinct features; shared by all trees.</summary>
internal sealed class ShapRule
{
    private static readonly ShapRule[] ByPointCount =
        [.. Enumerable.Range(0, ((LeafPaths.MaxItems + 1) / 2) + 1).Select(count => new ShapRule(Math.Max(count, 1)))];

    private ShapRule(int pointCount)
    {
        (Points, Weights) = GaussLegendre.OnUnitInterval(pointCount);
        Disagreement = [.. Points.Select(point => -1 / (1 - point))];
    }

    /// <summary>The points in (0, 1).</summary>
    public double[] Points { get; }

    /// <summary>Their weights.</summary>
    public double[] Weights { get; }

    /// <summary><c>−1 / (1 − t)</c>: what the own value of any item takes where the row disagrees; z cancels out.</summary>
    public double[] Disagreement { get; }

    /// <summary>The rule that is exact for a leaf with this many items.</summary>
    public static ShapRule ForItems(int items) => ByPointCount[(items + 1) / 2];
}

using System.Runtime.Intrinsics;

namespace ChurnPredict.Boosting;

/// <summary>The quadrature for leaves behind a given number of distinct features; shared by all trees.</summary>
internal sealed class ShapRule
{
    private static readonly ShapRule[] ByPointCount =
        [.. Enumerable.Range(0, ((LeafPaths.MaxItems + 1) / 2) + 1).Select(count => new ShapRule(Math.Max(count, 1)))];

    private ShapRule(int pointCount)
    {
        (Points, var weights) = GaussLegendre.OnUnitInterval(pointCount);
        Stride = (pointCount + Vector256<double>.Count - 1) & -Vector256<double>.Count;
        (Weights, Disagreement) = (new double[Stride], new double[Stride]);
        weights.CopyTo(Weights, 0);
        for (var point = 0; point < pointCount; point++) Disagreement[point] = -1 / (1 - Points[point]);
    }

    /// <summary>The points in (0, 1).</summary>
    public double[] Points { get; }

    /// <summary>The number of points rounded up to whole registers of four: every list below is as long, zeros at its end.</summary>
    public int Stride { get; }

    /// <summary>The points' weights.</summary>
    public double[] Weights { get; }

    /// <summary><c>−1 / (1 − t)</c>: what the own value of any item takes where the row disagrees; z cancels out.</summary>
    public double[] Disagreement { get; }

    /// <summary>The rule that is exact for a leaf with this many items.</summary>
    public static ShapRule ForItems(int items) => ByPointCount[(items + 1) / 2];
}

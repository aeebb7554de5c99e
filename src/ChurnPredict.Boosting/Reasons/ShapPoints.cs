using System.Runtime.Intrinsics;

namespace ChurnPredict.Boosting;

/// <summary>
/// The quadrature of trees whose ways lead over at most a given number of distinct features, cut into registers: four points
/// where four are enough, otherwise eight a register. The last register is filled up with points of weight 0.
/// </summary>
internal sealed class ShapPoints
{
    private static readonly ShapPoints[] ByPointCount =
        [.. Enumerable.Range(1, LeafPaths.MaxItems / 2).Select(count => new ShapPoints(count))];

    private ShapPoints(int pointCount)
    {
        var (points, weights) = GaussLegendre.OnUnitInterval(pointCount);
        Lanes = pointCount <= Vector256<double>.Count ? Vector256<double>.Count : Vector512<double>.Count;
        Count = (pointCount + Lanes - 1) / Lanes * Lanes;
        (Agree, Disagree, Weights) = (new double[Count], new double[Count], new double[Count]);
        Array.Fill(Agree, 0.5);
        points.CopyTo(Agree, 0);
        weights.CopyTo(Weights, 0);
        for (var point = 0; point < Count; point++) Disagree[point] = 1 - Agree[point];
    }

    /// <summary>Points of a register.</summary>
    public int Lanes { get; }

    /// <summary>Points in all: a multiple of <see cref="Lanes"/>.</summary>
    public int Count { get; }

    /// <summary>The points t in (0, 1): what an agreeing row adds to a factor.</summary>
    public double[] Agree { get; }

    /// <summary>1 − t: by what a share of the training weight is multiplied in a factor.</summary>
    public double[] Disagree { get; }

    /// <summary>The points' weights.</summary>
    public double[] Weights { get; }

    /// <summary>The fewest points that are exact for ways over this many features, 1 to 64: a polynomial of one degree less.</summary>
    public static ShapPoints ForFeatures(int features) => ByPointCount[((Math.Max(features, 1) + 1) / 2) - 1];
}

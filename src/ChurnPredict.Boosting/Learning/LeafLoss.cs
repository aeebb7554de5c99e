namespace ChurnPredict.Boosting;

/// <summary>The second-order loss of a leaf in units of quantized sums: the value that is best, and what it gains.</summary>
/// <param name="L1">Penalty on the absolute value, in gradient units.</param>
/// <param name="L2">Penalty on the square, in hessian units.</param>
internal readonly record struct LeafLoss(double L1, double L2)
{
    /// <summary>The best value, in gradient units by hessian units.</summary>
    public double Value(double gradient, double hessian) => hessian + L2 > 0 ? -Shrunk(gradient) / (hessian + L2) : 0;

    /// <summary>Twice the loss that the best value removes.</summary>
    public double Gain(double gradient, double hessian)
    {
        var shrunk = Shrunk(gradient);
        return hessian + L2 > 0 ? shrunk * shrunk / (hessian + L2) : 0;
    }

    /// <summary>Twice the loss that a given value removes.</summary>
    public double GainAt(double gradient, double hessian, double value) =>
        -(2 * gradient * value + (hessian + L2) * value * value + 2 * L1 * Math.Abs(value));

    /// <summary>The best value within a leaf's bounds.</summary>
    public double ValueWithin(GrowingLeaf leaf) =>
        leaf.Bounds.Clamp(Value(PackedSum.Gradient(leaf.Sum), PackedSum.Hessian(leaf.Sum)));

    private double Shrunk(double gradient) => L1 == 0 ? gradient : Math.Sign(gradient) * Math.Max(Math.Abs(gradient) - L1, 0);
}

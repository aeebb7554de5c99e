namespace ChurnPredict.Boosting;

/// <summary>What monotone splits above leave a leaf's value.</summary>
/// <param name="Lower">The least.</param>
/// <param name="Upper">The most.</param>
internal readonly record struct ValueBounds(double Lower, double Upper)
{
    /// <summary>No bounds.</summary>
    public static ValueBounds None { get; } = new(double.NegativeInfinity, double.PositiveInfinity);

    public double Clamp(double value) => Math.Min(Math.Max(value, Lower), Upper);
}

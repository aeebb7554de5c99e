namespace ChurnPredict.Boosting;

/// <summary>The best threshold of a scan.</summary>
/// <param name="Bin">The last bin that goes left; <see cref="None"/> has −1 here.</param>
/// <param name="Gain">Twice the loss that both sides remove, in quantized units.</param>
/// <param name="LeftSum">Packed sum of the left side.</param>
/// <param name="MissingGoesLeft">Whether missing values were added to the left side.</param>
internal readonly record struct ThresholdChoice(int Bin, double Gain, long LeftSum, bool MissingGoesLeft = false)
{
    /// <summary>No threshold is allowed.</summary>
    public static ThresholdChoice None { get; } = new(-1, double.NegativeInfinity, 0);
}

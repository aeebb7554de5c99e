namespace ChurnPredict.Boosting;

/// <summary>
/// One byte a row that answers every split on up to 254 thresholds of one feature: the rank of the value among them, that is
/// how many lie below it, so that <c>value ≤ thresholds[i]</c> is <c>rank ≤ i</c>. Missing values need a byte on the side
/// to which a split sends them; where splits differ in that, the column is kept twice.
/// </summary>
internal sealed class BinColumn
{
    /// <summary>Thresholds a column takes: ranks 0 to 254 and one code for missing.</summary>
    public const int MaxThresholds = 254;

    /// <summary>Floats a vector register of the widest kind holds; thresholds are searched in segments of as many.</summary>
    public const int SegmentLength = 16;

    /// <summary>A numeric column.</summary>
    /// <param name="feature">Index into a row.</param>
    /// <param name="thresholds">Ascending, distinct, at most <see cref="MaxThresholds"/>.</param>
    public BinColumn(int feature, ReadOnlySpan<float> thresholds)
    {
        Feature = feature;
        ThresholdCount = thresholds.Length;
        SegmentCount = (thresholds.Length / SegmentLength) + 1;
        // Behind the thresholds stands infinity, which lies below nothing; NaN counts every entry and lands in the segment behind.
        Thresholds = new float[(SegmentLength + 1) * SegmentLength];
        Array.Fill(Thresholds, float.PositiveInfinity);
        thresholds.CopyTo(Thresholds);
        Pivots = new float[SegmentLength];
        for (var segment = 0; segment < SegmentLength; segment++) Pivots[segment] = Thresholds[(segment * SegmentLength) + SegmentLength - 1];
    }

    /// <summary>A column of one categorical split: rank 0 goes left, rank 1 right.</summary>
    /// <param name="feature">Index into a row.</param>
    /// <param name="words">The categories that go left, 64 a word.</param>
    public BinColumn(int feature, ulong[] words)
        : this(feature, ReadOnlySpan<float>.Empty)
    {
        Words = words;
    }

    /// <summary>Index into a row.</summary>
    public int Feature { get; }

    /// <summary>Thresholds in use.</summary>
    public int ThresholdCount { get; }

    /// <summary>Segments that hold them; the last has at least one infinity.</summary>
    public int SegmentCount { get; }

    /// <summary>The thresholds in 17 segments of 16, filled up with infinity.</summary>
    public float[] Thresholds { get; }

    /// <summary>The last of each of the first 16 segments.</summary>
    public float[] Pivots { get; }

    /// <summary>The category set; null in a numeric column.</summary>
    public ulong[]? Words { get; }

    /// <summary>Where in a block the bytes stand whose missing values go right: missing = 255, otherwise the rank; null if no
    /// split asks for it.</summary>
    public int? MissingRightSlot { get; set; }

    /// <summary>Where the bytes stand whose missing values go left: missing = 0, otherwise the rank + 1.</summary>
    public int? MissingLeftSlot { get; set; }
}

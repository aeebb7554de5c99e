namespace ChurnPredict.Parquet;

/// <summary>The present values of a column chunk, in row order, as the encoders need them.</summary>
internal abstract class ChunkValues
{
    /// <summary>Number of present values.</summary>
    public abstract int Count { get; }

    /// <summary>Appends a range of values in PLAIN encoding.</summary>
    public abstract void WritePlain(int first, int count, ByteSink output);

    /// <summary>Bounds of a range; null when it has none (nothing but NaN, or texts too long to store).</summary>
    public abstract ValueBounds? BoundsOf(int first, int count);

    /// <summary>A dictionary, where that is smaller than plain values; null otherwise.</summary>
    public abstract DictionaryPage? TryDictionary();

    /// <summary>Bytes of a plain value on average, for cutting pages.</summary>
    public abstract int AverageWidth { get; }
}

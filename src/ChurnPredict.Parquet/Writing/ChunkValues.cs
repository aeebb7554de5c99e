namespace ChurnPredict.Parquet;

/// <summary>The present values of a column chunk, in row order, as the encoders need them.</summary>
internal abstract class ChunkValues
{
    /// <summary>Number of present values.</summary>
    public abstract int Count { get; }

    /// <summary>Bytes of all values in PLAIN encoding.</summary>
    public abstract long PlainSize { get; }

    /// <summary>Bytes of all values in DELTA_BINARY_PACKED; null where that does not exist.</summary>
    public virtual long? DeltaSize => null;

    /// <summary>Appends a range of values in PLAIN encoding.</summary>
    public abstract void WritePlain(int first, int count, ByteSink output);

    /// <summary>Appends a range of values in DELTA_BINARY_PACKED; only where <see cref="DeltaSize"/> is not null.</summary>
    public virtual void WriteDelta(int first, int count, ByteSink output) =>
        throw new InvalidOperationException($"{GetType().Name} has no differences");

    /// <summary>Bounds of a range; null when it has none (nothing but NaN, or texts too long to store).</summary>
    public abstract ValueBounds? BoundsOf(int first, int count);

    /// <summary>A dictionary, where that is smaller than plain values; null otherwise.</summary>
    public virtual DictionaryPage? TryDictionary() => null;
}

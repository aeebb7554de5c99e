namespace ChurnPredict.Parquet;

/// <summary>Turns stored little-endian values of a fixed width into the type that a column is read as.</summary>
internal interface IPhysicalConversion<T>
    where T : unmanaged
{
    /// <summary>Bytes of a stored value.</summary>
    int Width { get; }

    /// <summary>Converts as many values as <paramref name="destination"/> is long; the caller has checked that they are
    /// there.</summary>
    void Convert(ReadOnlySpan<byte> stored, Span<T> destination);
}

namespace ChurnPredict.Parquet;

/// <summary>How a chunk's data pages are written, chosen by what its values take in each encoding before compression.</summary>
/// <param name="Encoding">PLAIN, RLE_DICTIONARY or DELTA_BINARY_PACKED.</param>
/// <param name="Dictionary">With RLE_DICTIONARY.</param>
internal readonly record struct ChunkEncoding(PageEncoding Encoding, DictionaryPage? Dictionary)
{
    // Dictionary pages are read without arithmetic and compress on; differences must be clearly smaller to be preferred.
    private const double DeltaAdvantage = 0.8;

    public static ChunkEncoding Choose(ChunkValues values)
    {
        var dictionary = values.TryDictionary();
        var best = dictionary?.Size ?? values.PlainSize;
        if (values.DeltaSize is { } delta && delta < DeltaAdvantage * best)
            return new ChunkEncoding(PageEncoding.DeltaBinaryPacked, null);
        return dictionary is null ? new ChunkEncoding(PageEncoding.Plain, null) : new ChunkEncoding(PageEncoding.RleDictionary, dictionary);
    }

    /// <summary>Appends a range of values.</summary>
    public void Write(ChunkValues values, int first, int count, ByteSink output)
    {
        switch (Encoding)
        {
            case PageEncoding.DeltaBinaryPacked: values.WriteDelta(first, count, output); break;
            case PageEncoding.RleDictionary:
                output.AppendByte((byte)Dictionary!.BitWidth);
                HybridWriter.Write(Dictionary.Codes.AsSpan(first, count), Dictionary.BitWidth, output);
                break;
            default: values.WritePlain(first, count, output); break;
        }
    }
}

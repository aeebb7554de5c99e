using System.Numerics;

namespace ChurnPredict.Boosting;

/// <summary>Adds rows to a histogram: for each slot 256 packed sums, one a code.</summary>
internal static class HistogramKernel
{
    /// <summary>Codes a slot has room for.</summary>
    public const int SlotCodes = 256;

    /// <summary>Adds the gradients of rows to the sums of their codes.</summary>
    /// <param name="bins">The codes.</param>
    /// <param name="packed">Packed gradients of all rows.</param>
    /// <param name="rows">Rows to add.</param>
    /// <param name="histogram">Sums; 256 a slot, slots padded to whole words.</param>
    public static void Add(BinnedMatrix bins, ReadOnlySpan<long> packed, ReadOnlySpan<int> rows, Span<long> histogram)
    {
        var words = bins.Words.AsSpan();
        var wordsPerRow = bins.WordsPerRow;
        for (var word = 0; word < wordsPerRow; word++)
        {
            var sums = histogram.Slice(word * 8 * SlotCodes, 8 * SlotCodes);
            foreach (var row in rows)
            {
                var codes = words[row * wordsPerRow + word];
                var gradient = packed[row];
                for (var slot = 0; slot < 8 * SlotCodes; slot += SlotCodes, codes >>= 8) sums[slot + (byte)codes] += gradient;
            }
        }
    }

    /// <summary>Adds sums to sums of the same length.</summary>
    public static void AddTo(Span<long> sums, ReadOnlySpan<long> others)
    {
        var index = 0;
        for (; index <= sums.Length - Vector<long>.Count; index += Vector<long>.Count)
            (new Vector<long>(sums[index..]) + new Vector<long>(others[index..])).CopyTo(sums[index..]);
        for (; index < sums.Length; index++) sums[index] += others[index];
    }

    /// <summary>Subtracts sums from sums of the same length.</summary>
    public static void SubtractFrom(Span<long> sums, ReadOnlySpan<long> others)
    {
        var index = 0;
        for (; index <= sums.Length - Vector<long>.Count; index += Vector<long>.Count)
            (new Vector<long>(sums[index..]) - new Vector<long>(others[index..])).CopyTo(sums[index..]);
        for (; index < sums.Length; index++) sums[index] -= others[index];
    }
}

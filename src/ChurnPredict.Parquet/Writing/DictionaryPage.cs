using System.Numerics;

namespace ChurnPredict.Parquet;

/// <summary>A dictionary and the codes of a chunk's values.</summary>
/// <param name="Body">The entries, plain.</param>
/// <param name="EntryCount">How many there are.</param>
/// <param name="Codes">One code a present value.</param>
internal sealed record DictionaryPage(byte[] Body, int EntryCount, int[] Codes)
{
    /// <summary>Bits of a code.</summary>
    public int BitWidth => EntryCount <= 1 ? 0 : BitOperations.Log2((uint)(EntryCount - 1)) + 1;

    /// <summary>Bytes of entries and codes before compression.</summary>
    public long Size => Body.Length + (long)Codes.Length * BitWidth / 8;
}

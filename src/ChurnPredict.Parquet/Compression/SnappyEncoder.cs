using System.Buffers.Binary;
using System.Numerics;

namespace ChurnPredict.Parquet;

/// <summary>Encodes the Snappy block format: greedy matches found by a hash of four bytes, fragments of 64 KiB.</summary>
internal sealed class SnappyEncoder
{
    private const int FragmentLength = 1 << 16;
    private const int TableBits = 14;
    private readonly ushort[] _table = new ushort[1 << TableBits];

    /// <summary>Appends the encoded block to <paramref name="output"/>.</summary>
    public void Encode(ReadOnlySpan<byte> source, ByteSink output)
    {
        output.AppendVarint((ulong)source.Length);
        for (; source.Length > FragmentLength; source = source[FragmentLength..]) EncodeFragment(source[..FragmentLength], output);
        EncodeFragment(source, output);
    }

    private void EncodeFragment(ReadOnlySpan<byte> fragment, ByteSink output)
    {
        Array.Clear(_table);
        var (literalStart, position, limit) = (0, 1, fragment.Length - 15);
        // The further nothing matches, the larger the steps: incompressible data passes quickly.
        var skip = 32;
        while (position < limit)
        {
            var word = BinaryPrimitives.ReadUInt32LittleEndian(fragment[position..]);
            ref var slot = ref _table[word * 0x1E35A7BD >> (32 - TableBits)];
            int candidate = slot;
            slot = (ushort)position;
            if (BinaryPrimitives.ReadUInt32LittleEndian(fragment[candidate..]) != word)
            {
                position += skip++ >> 5;
                continue;
            }

            EmitLiteral(fragment[literalStart..position], output);
            var length = 4 + fragment[(position + 4)..].CommonPrefixLength(fragment[(candidate + 4)..]);
            EmitCopy(position - candidate, length, output);
            position += length;
            (literalStart, skip) = (position, 32);
        }

        EmitLiteral(fragment[literalStart..], output);
    }

    private static void EmitLiteral(ReadOnlySpan<byte> literal, ByteSink output)
    {
        if (literal.IsEmpty) return;
        var code = literal.Length - 1;
        if (code < 60)
        {
            output.AppendByte((byte)(code << 2));
        }
        else
        {
            var extra = (BitOperations.Log2((uint)code) >> 3) + 1;
            output.AppendByte((byte)((59 + extra) << 2));
            for (var index = 0; index < extra; index++) output.AppendByte((byte)(code >> (8 * index)));
        }

        output.Append(literal);
    }

    private static void EmitCopy(int offset, int length, ByteSink output)
    {
        for (; length >= 68; length -= 64) EmitLongCopy(offset, 64, output);
        if (length > 64)
        {
            EmitLongCopy(offset, 60, output);
            length -= 60;
        }

        if (length < 12 && offset < 2048)
        {
            output.AppendByte((byte)(1 | (length - 4) << 2 | offset >> 8 << 5));
            output.AppendByte((byte)offset);
            return;
        }

        EmitLongCopy(offset, length, output);
    }

    private static void EmitLongCopy(int offset, int length, ByteSink output)
    {
        output.AppendByte((byte)(2 | (length - 1) << 2));
        output.AppendByte((byte)offset);
        output.AppendByte((byte)(offset >> 8));
    }
}

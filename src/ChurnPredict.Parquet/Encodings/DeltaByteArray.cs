using System.Buffers;
using System.Runtime.InteropServices;

namespace ChurnPredict.Parquet;

/// <summary>DELTA_LENGTH_BYTE_ARRAY (lengths, then bytes) and DELTA_BYTE_ARRAY (shared prefixes, then suffixes).</summary>
internal static class DeltaByteArray
{
    /// <summary>Appends <paramref name="count"/> values of DELTA_LENGTH_BYTE_ARRAY.</summary>
    public static void DecodeLengths(ReadOnlySpan<byte> body, int count, ByteArrayBuffer output)
    {
        var rented = ArrayPool<int>.Shared.Rent(count);
        try
        {
            var lengths = rented.AsSpan(0, count);
            body = body[DeltaBinaryPacked.DecodeInt32(body, MemoryMarshal.AsBytes(lengths))..];
            output.Reserve(count, body.Length);
            foreach (var length in lengths) output.Append(Take(ref body, length));
        }
        finally
        {
            ArrayPool<int>.Shared.Return(rented);
        }
    }

    /// <summary>Appends <paramref name="count"/> values of DELTA_BYTE_ARRAY.</summary>
    public static void Decode(ReadOnlySpan<byte> body, int count, int? fixedLength, ByteArrayBuffer output)
    {
        var rented = ArrayPool<int>.Shared.Rent(2 * count);
        try
        {
            var prefixes = rented.AsSpan(0, count);
            var suffixes = rented.AsSpan(count, count);
            body = body[DeltaBinaryPacked.DecodeInt32(body, MemoryMarshal.AsBytes(prefixes))..];
            body = body[DeltaBinaryPacked.DecodeInt32(body, MemoryMarshal.AsBytes(suffixes))..];
            // A page's first value has no value before it, whatever the page before ended with.
            for (var index = 0; index < count; index++)
            {
                if (prefixes[index] < 0 || (index == 0 && prefixes[index] != 0)) ThrowPrefix(prefixes[index]);
                if (fixedLength is { } length && (long)prefixes[index] + suffixes[index] != length)
                    throw new DamagedDataException(
                        $"found a value of {(long)prefixes[index] + suffixes[index]} bytes, expected {length}");
                output.AppendWithPrefix(prefixes[index], Take(ref body, suffixes[index]));
            }
        }
        finally
        {
            ArrayPool<int>.Shared.Return(rented);
        }
    }

    /// <summary>Decodes values of one length into their stored form, whose length says how long each is.</summary>
    public static void DecodeFixed(ReadOnlySpan<byte> body, int count, Span<byte> stored)
    {
        var buffer = new ByteArrayBuffer(stored.Length);
        Decode(body, count, stored.Length / count, buffer);
        for (var index = 0; index < count; index++) buffer[index].CopyTo(stored[(index * (stored.Length / count))..]);
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> body, int length)
    {
        if ((uint)length > (uint)body.Length)
            throw new DamagedDataException($"found a byte string of {length} bytes, but {body.Length} are left in the page");
        var taken = body[..length];
        body = body[length..];
        return taken;
    }

    private static void ThrowPrefix(int prefix) =>
        throw new DamagedDataException($"found a prefix of {prefix} bytes, longer than the value before it");
}

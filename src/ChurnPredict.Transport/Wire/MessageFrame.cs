using System.Buffers;
using System.Buffers.Binary;
using Grpc.Core;

namespace ChurnPredict.Transport;

/// <summary>The five bytes before each message: a flag, then the length, big-endian.</summary>
internal static class MessageFrame
{
    public const int HeaderLength = 5;

    public static void WriteHeader(Span<byte> target, int length, bool isCompressed)
    {
        target[0] = isCompressed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt32BigEndian(target[1..], (uint)length);
    }

    /// <summary>Reads a header.</summary>
    /// <param name="data">What has arrived, from the start of a frame.</param>
    /// <param name="isCompressed">The flag.</param>
    /// <param name="length">The message's length.</param>
    /// <returns>False when fewer than five bytes have arrived.</returns>
    /// <exception cref="RpcException">The flag is neither 0 nor 1.</exception>
    public static bool TryReadHeader(in ReadOnlySequence<byte> data, out bool isCompressed, out long length)
    {
        if (data.Length < HeaderLength)
        {
            (isCompressed, length) = (false, 0);
            return false;
        }

        Span<byte> header = stackalloc byte[HeaderLength];
        if (data.FirstSpan.Length >= HeaderLength)
            data.FirstSpan[..HeaderLength].CopyTo(header);
        else
            data.Slice(0, HeaderLength).CopyTo(header);
        return ParseHeader(header, out isCompressed, out length);
    }

    public static bool ParseHeader(ReadOnlySpan<byte> header, out bool isCompressed, out long length)
    {
        if (header[0] > 1)
            throw new RpcException(new Status(
                StatusCode.Internal, $"Found {header[0]} as the compressed flag of a message; expected 0 or 1."));
        isCompressed = header[0] == 1;
        length = BinaryPrimitives.ReadUInt32BigEndian(header[1..]);
        return true;
    }
}

using System.Buffers;
using Grpc.Core;

namespace ChurnPredict.Transport;

/// <summary>Reads request messages out of a call's body.</summary>
internal static class RequestMessages
{
    /// <summary>Reads the one message of a request that is not a stream, and the end of the request.</summary>
    public static async ValueTask<T> ReadSingleAsync<T>(ServerCall call, Marshaller<T> marshaller)
        where T : class
    {
        var body = call.HttpContext.Request.BodyReader;
        T? message = null;
        while (true)
        {
            var read = await body.ReadAsync().ConfigureAwait(false);
            var data = read.Buffer;
            if (message is null)
                TryTake(ref data, call, marshaller, out message);
            if (message is not null && !data.IsEmpty)
                throw Invalid("Found data after the request message; expected exactly one message.");
            if (read.IsCompleted)
            {
                body.AdvanceTo(data.End);
                return message ?? throw Invalid("The request ended within its message, or without one.");
            }

            body.AdvanceTo(data.Start, data.End);
        }
    }

    /// <summary>Takes the next message off the data, if all of it has arrived.</summary>
    /// <param name="data">What has arrived; cut behind the message.</param>
    /// <param name="call">The call.</param>
    /// <param name="marshaller">Reads the message.</param>
    /// <param name="message">The message; null when it is not complete.</param>
    /// <exception cref="RpcException">The message is too large, or not valid.</exception>
    public static bool TryTake<T>(ref ReadOnlySequence<byte> data, ServerCall call, Marshaller<T> marshaller, out T? message)
        where T : class
    {
        message = null;
        if (!MessageFrame.TryReadHeader(data, out var isCompressed, out var length))
            return false;
        if (length > (call.Options.MaxReceiveMessageSize ?? int.MaxValue))
            throw MessageLimits.ReceivedTooLarge(length, call.Options.MaxReceiveMessageSize ?? int.MaxValue);
        if (data.Length - MessageFrame.HeaderLength < length)
            return false;
        var payload = data.Slice(MessageFrame.HeaderLength, length);
        message = isCompressed ? ReadCompressed(payload, call, marshaller) : Read(payload, call, marshaller);
        data = data.Slice(payload.End);
        return true;
    }

    public static RpcException Invalid(string detail) => new(new Status(StatusCode.Internal, detail));

    private static T ReadCompressed<T>(in ReadOnlySequence<byte> payload, ServerCall call, Marshaller<T> marshaller)
        where T : class
    {
        using var plain = new PooledBuffer((int)Math.Min(payload.Length * 2, 64 * 1024));
        call.DecompressRequest(payload, plain);
        return Read(new ReadOnlySequence<byte>(plain.WrittenMemory), call, marshaller);
    }

    private static T Read<T>(in ReadOnlySequence<byte> payload, ServerCall call, Marshaller<T> marshaller)
        where T : class
    {
        try
        {
            return call.Reader.Read(payload, marshaller);
        }
        catch (Exception exception)
        {
            throw new RpcException(new Status(
                StatusCode.Internal, $"The request is not a valid {typeof(T).Name} message.", exception));
        }
    }
}

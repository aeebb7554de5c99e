using System.Buffers;
using Grpc.Core;
using Grpc.Net.Client;

namespace ChurnPredict.Transport;

/// <summary>Cuts a response's body into messages. Its buffer grows with what arrives, never with what is announced.</summary>
internal sealed class FrameReader(Stream body, HttpResponseMessage response, GrpcChannel channel) : IDisposable
{
    private readonly PayloadReader _reader = new();
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(4096);
    private int _start;
    private int _end;

    /// <summary>Whether a whole message is in the buffer.</summary>
    /// <exception cref="RpcException">The message is too large, or no message.</exception>
    public bool HasMessage => TryReadHeader(out _, out var length) && _end - _start - MessageFrame.HeaderLength >= length;

    /// <summary>Waits for the next message; false at the end of the response.</summary>
    public ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken) =>
        HasMessage ? new ValueTask<bool>(true) : FillAsync(cancellationToken);

    /// <summary>Takes the message that is in the buffer.</summary>
    public T Take<T>(Marshaller<T> marshaller)
        where T : class
    {
        TryReadHeader(out var isCompressed, out var length);
        var payload = new ReadOnlySequence<byte>(_buffer, _start + MessageFrame.HeaderLength, length);
        var message = isCompressed ? ReadCompressed(payload, marshaller) : Read(payload, marshaller);
        _start += MessageFrame.HeaderLength + length;
        return message;
    }

    /// <summary>The status, after the end.</summary>
    public Status ReadStatus() => ResponseProtocol.ReadStatus(response);

    public void Dispose()
    {
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _start, _end) = ([], 0, 0);
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        do
        {
            MakeRoom();
            var count = await body.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            if (count == 0)
                return _start == _end ? false : throw Truncated();
            _end += count;
        }
        while (!HasMessage);
        return true;
    }

    private bool TryReadHeader(out bool isCompressed, out int length)
    {
        (isCompressed, length) = (false, 0);
        if (_end - _start < MessageFrame.HeaderLength)
            return false;
        MessageFrame.ParseHeader(_buffer.AsSpan(_start, MessageFrame.HeaderLength), out isCompressed, out var announced);
        var limit = channel.Options.MaxReceiveMessageSize ?? int.MaxValue;
        if (announced > limit)
            throw MessageLimits.ReceivedTooLarge(announced, limit);
        length = (int)announced;
        return true;
    }

    private void MakeRoom()
    {
        if (_start == _end)
            _start = _end = 0;
        if (_end < _buffer.Length)
            return;
        var target = _start >= _buffer.Length / 2 ? _buffer : ArrayPool<byte>.Shared.Rent(checked(_buffer.Length * 2));
        _buffer.AsSpan(_start, _end - _start).CopyTo(target);
        (_start, _end) = (0, _end - _start);
        if (ReferenceEquals(target, _buffer))
            return;
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = target;
    }

    private RpcException Truncated()
    {
        var status = ReadStatus();
        return new RpcException(status.StatusCode is StatusCode.OK or StatusCode.Cancelled
            ? new Status(StatusCode.Internal, "The response ended within a message.")
            : status);
    }

    private T ReadCompressed<T>(in ReadOnlySequence<byte> payload, Marshaller<T> marshaller)
        where T : class
    {
        using var plain = new PooledBuffer((int)Math.Min(payload.Length * 2, 64 * 1024));
        var encoding = response.Headers.NonValidated.TryGetValues(GrpcHeaderNames.Encoding, out var names)
            ? names.ToString()
            : null;
        channel.Compressions.Decompress(encoding, payload, channel.Options.MaxReceiveMessageSize, plain);
        return Read(new ReadOnlySequence<byte>(plain.WrittenMemory), marshaller);
    }

    private T Read<T>(in ReadOnlySequence<byte> payload, Marshaller<T> marshaller)
        where T : class
    {
        try
        {
            return _reader.Read(payload, marshaller);
        }
        catch (Exception exception)
        {
            throw new RpcException(new Status(
                StatusCode.Internal, $"Failed to deserialize response message: it is not a valid {typeof(T).Name}.", exception));
        }
    }
}

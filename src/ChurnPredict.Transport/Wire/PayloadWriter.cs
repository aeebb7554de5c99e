using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using Grpc.Core;

namespace ChurnPredict.Transport;

/// <summary>
/// Frames messages into a buffer; reused from message to message of a call. A message of known length that is not
/// compressed goes straight into the target; any other is collected first.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "What is collected is disposed at the end of each message.")]
internal sealed class PayloadWriter(CompressionProviders compressions, int? limit) : SerializationContext
{
    private IBufferWriter<byte>? _target;
    private PooledBuffer? _collected;
    private string? _encoding;
    private CompressionLevel? _level;
    private int? _length;
    private bool _isDirect;
    private bool _isComplete;

    /// <summary>Writes one message with its frame.</summary>
    /// <param name="message">The message.</param>
    /// <param name="marshaller">Its marshaller.</param>
    /// <param name="target">Where the frame goes.</param>
    /// <param name="encoding">How to compress; null: not at all.</param>
    /// <param name="level">How hard to compress; null: as the provider likes.</param>
    /// <exception cref="RpcException">The message is larger than allowed.</exception>
    public void Write<T>(
        T message, Marshaller<T> marshaller, IBufferWriter<byte> target, string? encoding, CompressionLevel? level)
    {
        (_target, _encoding, _level, _length, _isDirect, _isComplete) = (target, encoding, level, null, false, false);
        try
        {
            marshaller.ContextualSerializer(message, this);
            if (!_isComplete)
                throw new InvalidOperationException("The marshaller returned without completing its message.");
        }
        finally
        {
            _collected?.Dispose();
            (_collected, _target) = (null, null);
        }
    }

    public override void SetPayloadLength(int payloadLength)
    {
        if (payloadLength > limit)
            throw MessageLimits.SentTooLarge(payloadLength, limit.Value);
        _length = payloadLength;
    }

    public override IBufferWriter<byte> GetBufferWriter()
    {
        if (_isDirect)
            return _target!;
        if (_collected is not null)
            return _collected;
        if (_encoding is null && _length is { } length)
        {
            WriteHeader(length, isCompressed: false);
            _isDirect = true;
            return _target!;
        }

        return _collected = new PooledBuffer(Math.Max(256, _length ?? 0));
    }

    public override void Complete()
    {
        ThrowIfComplete();
        if (!_isDirect)
            WriteFrame(_collected is null ? [] : _collected.WrittenSpan);
    }

    public override void Complete(byte[] payload)
    {
        ThrowIfComplete();
        WriteFrame(payload);
    }

    private void WriteFrame(ReadOnlySpan<byte> payload)
    {
        if (payload.Length > limit)
            throw MessageLimits.SentTooLarge(payload.Length, limit.Value);
        // An empty message stays empty: .NET's gzip of nothing is nothing, which others do not take for gzip.
        if (_encoding is null || payload.IsEmpty)
        {
            WriteHeader(payload.Length, isCompressed: false);
            _target!.Write(payload);
            return;
        }

        using var compressed = new PooledBuffer(payload.Length / 2 + 64);
        compressions.Compress(_encoding, payload, _level, compressed);
        WriteHeader(compressed.Length, isCompressed: true);
        _target!.Write(compressed.WrittenSpan);
    }

    private void WriteHeader(int length, bool isCompressed)
    {
        MessageFrame.WriteHeader(_target!.GetSpan(MessageFrame.HeaderLength), length, isCompressed);
        _target.Advance(MessageFrame.HeaderLength);
    }

    private void ThrowIfComplete()
    {
        if (_isComplete)
            throw new InvalidOperationException("The message was completed before.");
        _isComplete = true;
    }
}

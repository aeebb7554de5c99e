using System.Buffers;

namespace Grpc.Core;

/// <summary>Where a marshaller writes one message: either one array, or a buffer and then complete.</summary>
public abstract class SerializationContext
{
    /// <summary>Hands over the whole message; ends the writing.</summary>
    /// <param name="payload">The message; owned by the transport from now on.</param>
    public virtual void Complete(byte[] payload) => throw new NotSupportedException();

    /// <summary>A buffer to write the message into, before <see cref="Complete()"/>.</summary>
    public virtual IBufferWriter<byte> GetBufferWriter() => throw new NotSupportedException();

    /// <summary>Tells the length beforehand, so that the message need not be copied.</summary>
    /// <param name="payloadLength">Length of the message in bytes.</param>
    public virtual void SetPayloadLength(int payloadLength)
    {
    }

    /// <summary>Ends the writing into the buffer.</summary>
    public virtual void Complete() => throw new NotSupportedException();
}

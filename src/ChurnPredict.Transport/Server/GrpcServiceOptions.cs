using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using ChurnPredict.Transport;
using Grpc.Net.Compression;

namespace Grpc.AspNetCore.Server;

/// <summary>Options of all services.</summary>
public class GrpcServiceOptions
{
    private int? _maxSendMessageSize;
    private int? _maxReceiveMessageSize = MessageLimits.DefaultReceiveSize;

    /// <summary>Largest response in bytes; null: no limit. Default: null.</summary>
    public int? MaxSendMessageSize
    {
        get => _maxSendMessageSize;
        set => (_maxSendMessageSize, MaxSendMessageSizeSpecified) = (value, true);
    }

    /// <summary>Whether <see cref="MaxSendMessageSize"/> was set.</summary>
    public bool MaxSendMessageSizeSpecified { get; set; }

    /// <summary>Largest request in bytes, also after decompression; null: no limit. Default: 4 MiB.</summary>
    public int? MaxReceiveMessageSize
    {
        get => _maxReceiveMessageSize;
        set => (_maxReceiveMessageSize, MaxReceiveMessageSizeSpecified) = (value, true);
    }

    /// <summary>Whether <see cref="MaxReceiveMessageSize"/> was set.</summary>
    public bool MaxReceiveMessageSizeSpecified { get; set; }

    /// <summary>Whether clients see the message of an exception that a handler threw. Default: no.</summary>
    public bool? EnableDetailedErrors { get; set; }

    /// <summary>How responses are compressed for clients that accept it, for example <c>gzip</c>; null: not. Default: null.</summary>
    public string? ResponseCompressionAlgorithm { get; set; }

    /// <summary>How hard to compress; null: as the provider likes.</summary>
    public CompressionLevel? ResponseCompressionLevel { get; set; }

    /// <summary>Compressions besides gzip and deflate, or in place of them.</summary>
    [SuppressMessage("Usage", "CA2227", Justification = "Settable in the official API.")]
    public IList<ICompressionProvider> CompressionProviders { get; set; } = [];

    /// <summary>Whether calls of unknown services are left to other middleware. Default: no, they are UNIMPLEMENTED.</summary>
    public bool? IgnoreUnknownServices { get; set; }

    /// <summary>Interceptors, the first one called first.</summary>
    public InterceptorCollection Interceptors { get; } = [];
}

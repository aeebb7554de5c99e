using System.IO.Compression;
using Grpc.AspNetCore.Server;

namespace ChurnPredict.Transport;

/// <summary>The options that hold for a service's methods: its own where set, otherwise those of all services.</summary>
internal sealed record MethodOptions
{
    /// <summary>Largest response in bytes; null: no limit.</summary>
    public required int? MaxSendMessageSize { get; init; }

    /// <summary>Largest request in bytes; null: no limit.</summary>
    public required int? MaxReceiveMessageSize { get; init; }

    /// <summary>Whether clients see exception messages.</summary>
    public required bool EnableDetailedErrors { get; init; }

    /// <summary>How responses are compressed; null: not at all.</summary>
    public required string? ResponseEncoding { get; init; }

    /// <summary>How hard to compress; null: as the provider likes.</summary>
    public required CompressionLevel? ResponseCompressionLevel { get; init; }

    public required CompressionProviders Compressions { get; init; }

    /// <summary>Interceptors, the first one called first.</summary>
    public required IReadOnlyList<InterceptorRegistration> Interceptors { get; init; }

    /// <exception cref="InvalidOperationException">The response compression is not among the providers.</exception>
    public static MethodOptions Combine(GrpcServiceOptions all, GrpcServiceOptions own)
    {
        var compressions = new CompressionProviders(all.CompressionProviders.Concat(own.CompressionProviders));
        var encoding = own.ResponseCompressionAlgorithm ?? all.ResponseCompressionAlgorithm;
        if (encoding is not null and not GrpcHeaderNames.IdentityEncoding && !compressions.Knows(encoding))
            throw new InvalidOperationException(
                $"The response compression '{encoding}' has no provider; expected one of: {compressions.AcceptEncoding}.");
        return new MethodOptions
        {
            MaxSendMessageSize = own.MaxSendMessageSizeSpecified ? own.MaxSendMessageSize : all.MaxSendMessageSize,
            MaxReceiveMessageSize = own.MaxReceiveMessageSizeSpecified ? own.MaxReceiveMessageSize : all.MaxReceiveMessageSize,
            EnableDetailedErrors = own.EnableDetailedErrors ?? all.EnableDetailedErrors ?? false,
            ResponseEncoding = encoding is GrpcHeaderNames.IdentityEncoding ? null : encoding,
            ResponseCompressionLevel = own.ResponseCompressionLevel ?? all.ResponseCompressionLevel,
            Compressions = compressions,
            Interceptors = [.. all.Interceptors, .. own.Interceptors],
        };
    }
}

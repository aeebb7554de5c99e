using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace ChurnPredict.Transport;

/// <summary>Turns request headers into metadata.</summary>
internal static class RequestMetadata
{
    /// <exception cref="RpcException">A binary header is not base64.</exception>
    public static Metadata Read(IHeaderDictionary headers)
    {
        var metadata = new Metadata();
        foreach (var (name, values) in headers)
        {
            if (GrpcHeaderNames.IsReservedInRequests(name))
                continue;
            foreach (var value in values)
                Add(metadata, name, value ?? "");
        }

        return metadata;
    }

    private static void Add(Metadata metadata, string name, string value)
    {
        if (!Metadata.Entry.IsBinaryKey(name))
        {
            metadata.Add(name, value);
            return;
        }

        foreach (var part in value.Split(','))
            metadata.Add(name, BinaryHeader.TryDecode(part, out var bytes)
                ? bytes
                : throw new RpcException(new Status(StatusCode.Internal, $"The header '{name}' is not base64.")));
    }
}

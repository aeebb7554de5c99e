using System.Net.Http.Headers;
using Grpc.Core;

namespace ChurnPredict.Transport;

/// <summary>Turns response headers and trailers into metadata.</summary>
internal static class ResponseMetadata
{
    public static Metadata ReadHeaders(HttpResponseMessage response) => Read(response.Headers);

    /// <summary>The trailers; of a response that is trailers only, its headers.</summary>
    public static Metadata ReadTrailers(HttpResponseMessage response) =>
        Read(response.Headers.NonValidated.Contains(GrpcHeaderNames.Status) ? response.Headers : response.TrailingHeaders);

    private static Metadata Read(HttpResponseHeaders headers)
    {
        var metadata = new Metadata();
        foreach (var (name, values) in headers.NonValidated)
        {
            if (GrpcHeaderNames.IsReservedInResponses(name))
                continue;
            foreach (var value in values)
                Add(metadata, name, value);
        }

        return metadata;
    }

    /// <summary>A binary value that is not base64 is left out: the call itself may have gone well.</summary>
    private static void Add(Metadata metadata, string name, string value)
    {
        if (!Metadata.Entry.IsBinaryKey(name))
        {
            metadata.Add(name, value);
            return;
        }

        foreach (var part in value.Split(','))
        {
            if (BinaryHeader.TryDecode(part, out var bytes))
                metadata.Add(name, bytes);
        }
    }
}

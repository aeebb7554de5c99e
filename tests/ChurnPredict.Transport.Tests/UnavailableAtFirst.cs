using System.Globalization;
using System.Net;
using Grpc.Core;

namespace ChurnPredict.Transport.Tests;

/// <summary>Answers the first requests as a server that is not there for them, and lets the rest through.</summary>
internal sealed class UnavailableAtFirst(int failures, string? pushback = null) : DelegatingHandler(new SocketsHttpHandler())
{
    private int _requests;

    /// <summary>Requests so far.</summary>
    public int Requests => _requests;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _requests) > failures) return await base.SendAsync(request, cancellationToken);
        await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Version = HttpVersion.Version20, RequestMessage = request, Content = new ByteArrayContent([]) };
        response.Content.Headers.TryAddWithoutValidation("content-type", "application/grpc");
        response.Headers.TryAddWithoutValidation("grpc-status", ((int)StatusCode.Unavailable).ToString(CultureInfo.InvariantCulture));
        response.Headers.TryAddWithoutValidation("grpc-message", "not now");
        if (pushback is not null) response.Headers.TryAddWithoutValidation("grpc-retry-pushback-ms", pushback);
        return response;
    }
}

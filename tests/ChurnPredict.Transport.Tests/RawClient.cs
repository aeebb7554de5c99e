using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace ChurnPredict.Transport.Tests;

/// <summary>Sends whatever bytes a test likes to the test service, and reads what comes back.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly HttpClient _http;

    public RawClient(Uri address) => _http = new HttpClient
    {
        BaseAddress = address,
        DefaultRequestVersion = HttpVersion.Version20,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    /// <summary>A message with its frame.</summary>
    public static byte[] Frame(byte[] message, byte flag = 0)
    {
        var frame = new byte[message.Length + 5];
        frame[0] = flag;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }

    public Task<RawAnswer> PostAsync(string method, byte[] body, params (string Name, string Value)[] headers) =>
        PostAsync(method, body, "application/grpc", headers);

    public async Task<RawAnswer> PostAsync(
        string method, byte[] body, string contentType, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/churnpredict.transport.test.TestService/{method}");
        request.Version = HttpVersion.Version20;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        request.Headers.TE.ParseAdd("trailers");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await _http.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        var found = First(response.TrailingHeaders, "grpc-status") ?? First(response.Headers, "grpc-status");
        var detail = First(response.TrailingHeaders, "grpc-message") ?? First(response.Headers, "grpc-message");
        int? status = found is null ? null : int.Parse(found, CultureInfo.InvariantCulture);
        return new RawAnswer((int)response.StatusCode, status, Uri.UnescapeDataString(detail ?? ""), bytes);
    }

    public void Dispose() => _http.Dispose();

    private static string? First(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.First() : null;
}

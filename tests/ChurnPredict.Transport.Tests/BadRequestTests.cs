using System.Net;
using System.Net.Sockets;
using System.Text;
using ChurnPredict.Transport.Tests.Protos;
using Google.Protobuf;
using Grpc.Core;

namespace ChurnPredict.Transport.Tests;

public sealed class BadRequestTests(TestServer server) : IClassFixture<TestServer>
{
    /// <summary>Ends of calls whose bytes are no message: our transport says Internal, the official one sometimes Unknown.</summary>
    private static readonly int?[] Malformed = [(int)StatusCode.Internal, (int)StatusCode.Unknown];

    public static TheoryData<string, byte[]> Bodies => new()
    {
        { "nothing", [] },
        { "half a header", [0, 0] },
        { "header alone", [0, 0, 0, 0, 5] },
        { "half a message", [0, 0, 0, 0, 5, 1, 2] },
        { "bad flag", [7, 0, 0, 0, 0] },
        { "two messages", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0] },
        { "rest after the message", [0, 0, 0, 0, 0, 1] },
        { "not protobuf", [0, 0, 0, 0, 3, 255, 255, 255] },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Unary_BodyIsNoMessage_SaysSo(string what, byte[] body)
    {
        using var client = new RawClient(server.Address);
        var answer = await client.PostAsync("Unary", body);
        Assert.True(Malformed.Contains(answer.Status), $"Found {answer} for {what}.");
        Assert.NotEmpty(answer.Detail);
    }

    [Theory]
    [InlineData("half a header", new byte[] { 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData("bad flag", new byte[] { 9, 0, 0, 0, 0 })]
    [InlineData("not protobuf", new byte[] { 0, 0, 0, 0, 1, 255 })]
    public async Task Collect_StreamIsCut_SaysSo(string what, byte[] body)
    {
        using var client = new RawClient(server.Address);
        var answer = await client.PostAsync("Collect", body);
        Assert.True(Malformed.Contains(answer.Status), $"Found {answer} for {what}.");
    }

    [Theory]
    [InlineData("Unary")]
    [InlineData("Collect")]
    [InlineData("Chat")]
    public async Task AnyMethod_AnnouncesTwoGigabytes_IsRefusedByTheHeader(string method)
    {
        using var client = new RawClient(server.Address);
        var answer = await client.PostAsync(method, [0, 0x7f, 0xff, 0xff, 0xff, 1, 2, 3]);
        Assert.Equal((int)StatusCode.ResourceExhausted, answer.Status);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    [InlineData("application/grpcweb")]
    public async Task Unary_WrongContentType_Is415(string contentType)
    {
        using var client = new RawClient(server.Address);
        Assert.Equal(415, (await client.PostAsync("Unary", RawClient.Frame([]), contentType)).HttpStatus);
    }

    [Theory]
    [InlineData("application/grpc")]
    [InlineData("application/grpc+proto")]
    [InlineData("application/grpc; charset=utf-8")]
    public async Task Unary_AnyGrpcContentType_IsAnswered(string contentType)
    {
        using var client = new RawClient(server.Address);
        Assert.Equal(0, (await client.PostAsync("Unary", RawClient.Frame([]), contentType)).Status);
    }

    [Fact]
    public async Task Unary_Http11OverTls_Is426()
    {
        using var client = new HttpClient(server.CreateTlsHandler());
        using var content = new ByteArrayContent(RawClient.Frame([]));
        content.Headers.ContentType = new("application/grpc");
        using var response = await client.PostAsync(
            new Uri(server.TlsAddress, "/churnpredict.transport.test.TestService/Unary"), content);
        Assert.Equal(HttpStatusCode.UpgradeRequired, response.StatusCode);
    }

    [Fact]
    public async Task Http1_OnTheHttp2Port_IsRefusedAndTheServerGoesOn()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Address.Port);
        await client.GetStream().WriteAsync("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        Assert.Contains("400", await reader.ReadLineAsync(), StringComparison.Ordinal);
        await AssertStillAnswersAsync();
    }

    [Fact]
    public async Task Garbage_OnThePort_LeavesTheServerAnswering()
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, server.Address.Port);
            var garbage = new byte[10_000];
            new Random(attempt).NextBytes(garbage);
            await client.GetStream().WriteAsync(garbage);
        }

        await AssertStillAnswersAsync();
    }

    private async Task AssertStillAnswersAsync()
    {
        using var channel = server.CreateChannel();
        var client = new Protos.TestService.TestServiceClient(channel);
        Assert.Equal(3, (await client.UnaryAsync(new TestMessage { Number = 3 })).Number);
    }
}

using System.IO.Compression;
using ChurnPredict.Transport.Tests.Protos;
using Google.Protobuf;
using Grpc.Core;

namespace ChurnPredict.Transport.Tests;

public sealed class CompressionTests : IClassFixture<CompressionTests.CompressingServer>
{
    private static readonly TestMessage Large = new() { Text = new string('あ', 30_000) };

    private readonly TestServer _server;

    public CompressionTests(CompressingServer fixture) => _server = fixture.Server;

    private Protos.TestService.TestServiceClient Client => new(_server.CreateChannel());

    [Theory]
    [InlineData("gzip")]
    [InlineData("identity")]
    public async Task Unary_RequestCompression_IsEchoed(string encoding)
    {
        var headers = new Metadata { { "grpc-internal-encoding-request", encoding } };
        Assert.Equal(Large, await Client.UnaryAsync(Large, headers));
    }

    [Fact]
    public async Task Chat_GzipBothWays_IsEchoed()
    {
        using var call = Client.Chat(new Metadata { { "grpc-internal-encoding-request", "gzip" } });
        for (var round = 0; round < 20; round++)
        {
            call.RequestStream.WriteOptions = new WriteOptions(round % 2 == 0 ? WriteFlags.NoCompress : default);
            await call.RequestStream.WriteAsync(Large);
            Assert.True(await call.ResponseStream.MoveNext());
            Assert.Equal(Large, call.ResponseStream.Current);
        }
    }

    [Fact]
    public async Task Unary_ClientAcceptsGzip_ResponseIsSmall()
    {
        using var client = new RawClient(_server.Address);
        var body = RawClient.Frame(Large.ToByteArray());
        var plain = await client.PostAsync("Unary", body);
        var compressed = await client.PostAsync("Unary", body, ("grpc-accept-encoding", "identity, gzip"));
        Assert.Equal(0, plain.Body[0]);
        Assert.Equal(1, compressed.Body[0]);
        Assert.True(compressed.Body.Length < plain.Body.Length / 10);
        Assert.Equal(Large, TestMessage.Parser.ParseFrom(Gunzip(compressed.Body[5..])));
    }

    [Fact]
    public async Task Unary_UnknownEncoding_IsUnimplemented()
    {
        using var client = new RawClient(_server.Address);
        var answer = await client.PostAsync("Unary", RawClient.Frame([1], flag: 1), ("grpc-encoding", "snappy"));
        Assert.Equal((int)StatusCode.Unimplemented, answer.Status);
        Assert.Contains("gzip", answer.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("identity")]
    [InlineData("gzip")]
    public async Task Unary_FlagWithoutMatchingData_IsInternal(string? encoding)
    {
        using var client = new RawClient(_server.Address);
        var answer = await client.PostAsync(
            "Unary", RawClient.Frame([1, 2, 3], flag: 1), encoding is null ? [] : [("grpc-encoding", encoding)]);
        Assert.Contains(answer.Status, new int?[] { (int)StatusCode.Internal, (int)StatusCode.Unknown });
    }

    internal static byte[] Gzip(byte[] plain)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
            gzip.Write(plain);
        return target.ToArray();
    }

    private static byte[] Gunzip(byte[] compressed)
    {
        using var target = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(compressed), CompressionMode.Decompress);
        gzip.CopyTo(target);
        return target.ToArray();
    }

    public sealed class CompressingServer : IAsyncLifetime
    {
        public TestServer Server { get; } = new();

        public Task InitializeAsync() => Server.StartAsync(options => options.ResponseCompressionAlgorithm = "gzip");

        public Task DisposeAsync() => Server.DisposeAsync();
    }
}

using ChurnPredict.Transport.Tests.Protos;
using Grpc.Core;

namespace ChurnPredict.Transport.Tests;

public sealed class MetadataTests(TestServer server) : IClassFixture<TestServer>
{
    private Protos.TestService.TestServiceClient Client => new(server.CreateChannel());

    [Fact]
    public async Task Inspect_TextAndBinaryHeaders_ReachTheHandler()
    {
        var sent = new Metadata { { "X-Text", "some text" }, { "x-empty", "" }, { "x-data-bin", [0, 1, 254, 255] } };
        var seen = await Client.InspectAsync(new TestMessage(), sent);
        Assert.Equal("some text", seen.Headers["x-text"]);
        Assert.Equal("", seen.Headers["x-empty"]);
        Assert.Equal(new byte[] { 0, 1, 254, 255 }, seen.BinaryHeaders["x-data-bin"].ToByteArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(1_000)]
    public async Task Inspect_BinaryOfAnyLength_ComesBackInHeadersAndTrailers(int length)
    {
        var bytes = Enumerable.Range(0, length).Select(value => (byte)(value % 251)).ToArray();
        using var call = Client.InspectAsync(new TestMessage(), new Metadata { { "x-h-bin", bytes }, { "t-t-bin", bytes } });
        Assert.Equal(bytes, (await call.ResponseHeadersAsync).GetValueBytes("x-h-bin"));
        await call;
        Assert.Equal(bytes, call.GetTrailers().GetValueBytes("t-t-bin"));
    }

    [Fact]
    public async Task Inspect_RepeatedHeader_KeepsBothValues()
    {
        var sent = new Metadata { { "x-twice", "a" }, { "x-twice", "b" }, { "t-twice", "c" }, { "t-twice", "d" } };
        using var call = Client.InspectAsync(new TestMessage(), sent);
        Assert.Equal(["a", "b"], (await call.ResponseHeadersAsync).GetAll("x-twice").SelectMany(entry => entry.Value.Split(", ")));
        await call;
        Assert.Equal(["c", "d"], call.GetTrailers().GetAll("t-twice").SelectMany(entry => entry.Value.Split(", ")));
    }

    [Fact]
    public async Task Inspect_Call_KnowsMethodHostAndPeer()
    {
        var seen = await Client.InspectAsync(new TestMessage());
        Assert.Equal("/churnpredict.transport.test.TestService/Inspect", seen.Method);
        Assert.Equal(server.Address.Authority, seen.Host);
        Assert.StartsWith("ipv4:127.0.0.1:", seen.Peer, StringComparison.Ordinal);
        Assert.DoesNotContain(seen.Headers.Keys, key => key is "grpc-accept-encoding" or "content-type");
    }

    [Fact]
    public void Add_BadKeyOrValue_Throws()
    {
        var metadata = new Metadata();
        Assert.Throws<ArgumentException>(() => metadata.Add("with space", "x"));
        Assert.Throws<ArgumentException>(() => metadata.Add("x-bin", "text"));
        Assert.Throws<ArgumentException>(() => metadata.Add("x", [1]));
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty.Add("x", "y"));
    }

    [Fact]
    public void Get_RepeatedKey_IsTheLast()
    {
        var metadata = new Metadata { { "A", "1" }, { "a", "2" } };
        Assert.Equal("2", metadata.GetValue("a"));
        Assert.Equal(2, metadata.GetAll("A").Count());
        Assert.Null(metadata.Get("b"));
    }
}

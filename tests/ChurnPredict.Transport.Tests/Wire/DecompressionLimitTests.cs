using Grpc.Core;

namespace ChurnPredict.Transport.Tests;

public sealed class DecompressionLimitTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Unary_BombOfZeros_IsRefusedAtTheLimit()
    {
        using var client = new RawClient(server.Address);
        var bomb = CompressionTests.Gzip(new byte[200_000_000]);
        var before = GC.GetTotalAllocatedBytes();
        var answer = await client.PostAsync("Unary", RawClient.Frame(bomb, flag: 1), ("grpc-encoding", "gzip"));
        Assert.Equal((int)StatusCode.ResourceExhausted, answer.Status);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 60_000_000);
    }
}

using ChurnPredict.Transport.Tests.Protos;
using Google.Protobuf;
using Grpc.Core;

namespace ChurnPredict.Transport.Tests;

public sealed class StreamRuleTests(TestServer server) : IClassFixture<TestServer>
{
    private Protos.TestService.TestServiceClient Client => new(server.CreateChannel());

    [Fact]
    public async Task WriteAsync_BeforeTheLastCompleted_IsRefused()
    {
        using var call = Client.Chat();
        var large = new TestMessage { Payload = ByteString.CopyFrom(new byte[4_000_000]) };
        var first = call.RequestStream.WriteAsync(large);
        await Assert.ThrowsAsync<InvalidOperationException>(() => call.RequestStream.WriteAsync(new TestMessage()));
        Assert.True(await call.ResponseStream.MoveNext());
        await first;
    }

    [Fact]
    public async Task WriteAsync_AfterComplete_IsRefused()
    {
        using var call = Client.Chat();
        await call.RequestStream.CompleteAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => call.RequestStream.WriteAsync(new TestMessage()));
    }

    [Fact]
    public async Task MoveNext_BeforeTheLastCompleted_IsRefused()
    {
        using var call = Client.Chat();
        var first = call.ResponseStream.MoveNext();
        await Assert.ThrowsAsync<InvalidOperationException>(() => call.ResponseStream.MoveNext());
        await call.RequestStream.CompleteAsync();
        Assert.False(await first);
    }

    [Fact]
    public async Task MoveNext_AfterTheEnd_StaysAtTheEnd()
    {
        using var call = Client.Expand(new ExpandRequest { Count = 1 });
        Assert.True(await call.ResponseStream.MoveNext());
        Assert.False(await call.ResponseStream.MoveNext());
        Assert.False(await call.ResponseStream.MoveNext());
    }

    [Fact]
    public async Task Expand_NobodyReads_ServerStopsWriting()
    {
        const int Length = 10_000;
        using var call = Client.Expand(new ExpandRequest { Count = 1_000_000, Payload = ByteString.CopyFrom(new byte[Length]) });
        await call.ResponseHeadersAsync;
        int before;
        do
        {
            before = server.Counters.LastWritten;
            await Task.Delay(500);
        }
        while (server.Counters.LastWritten != before);
        // The windows of HTTP/2 and the buffers of both sides, not the ten gigabytes that were asked for.
        Assert.InRange(before * (long)Length, 1, 30_000_000);
        Assert.True(await call.ResponseStream.MoveNext());
    }

    [Fact]
    public async Task Chat_NobodyReadsTheAnswers_ClientStopsWriting()
    {
        using var call = Client.Chat();
        var payload = ByteString.CopyFrom(new byte[10_000]);
        var written = 0;
        Task write;
        while ((write = call.RequestStream.WriteAsync(new TestMessage { Payload = payload })) == await Task.WhenAny(write, Task.Delay(2_000)))
            Assert.InRange(++written, 1, 5_000);
        Assert.True(await call.ResponseStream.MoveNext());
    }

    [Fact]
    public async Task Chat_BufferedWrites_ArriveAtTheEnd()
    {
        using var call = Client.Chat();
        call.RequestStream.WriteOptions = new WriteOptions(WriteFlags.BufferHint);
        for (var number = 0; number < 100; number++)
            await call.RequestStream.WriteAsync(new TestMessage { Number = number });
        await call.RequestStream.CompleteAsync();
        var expected = 0;
        await foreach (var response in call.ResponseStream.ReadAllAsync())
            Assert.Equal(expected++, response.Number);
        Assert.Equal(100, expected);
    }
}

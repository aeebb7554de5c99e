using ChurnPredict.Transport.Tests.Protos;
using Google.Protobuf;
using Grpc.Core;

namespace ChurnPredict.Transport.Tests;

/// <summary>What our transport keeps and the official one, in these corners, does not.</summary>
public sealed class BeyondTheOfficialTests : IAsyncLifetime
{
    private readonly TestServer _server = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Wait_TimeoutOfANanosecond_IsKept()
    {
        await _server.StartAsync(_ => { });
        using var client = new RawClient(_server.Address);
        var wait = RawClient.Frame(new WaitRequest { Milliseconds = 600_000 }.ToByteArray());
        Assert.Equal((int)StatusCode.DeadlineExceeded, (await client.PostAsync("Wait", wait, ("grpc-timeout", "1n"))).Status);
    }

    [Fact]
    public async Task Unary_EmptyMessageOfACompressedCall_IsNotCompressed()
    {
        await _server.StartAsync(options => options.ResponseCompressionAlgorithm = "gzip");
        using var client = new RawClient(_server.Address);
        var answer = await client.PostAsync("Unary", RawClient.Frame([]), ("grpc-accept-encoding", "gzip"));
        Assert.Equal(RawClient.Frame([]), answer.Body);
    }

    [Fact]
    public async Task Inspect_EmptyBinaryHeader_ComesBack()
    {
        await _server.StartAsync(_ => { });
        var client = new Protos.TestService.TestServiceClient(_server.CreateChannel());
        using var call = client.InspectAsync(new TestMessage(), new Metadata { { "x-empty-bin", [] }, { "t-empty-bin", [] } });
        Assert.Empty((await call.ResponseHeadersAsync).GetValueBytes("x-empty-bin")!);
        await call;
        Assert.Empty(call.GetTrailers().GetValueBytes("t-empty-bin")!);
    }

    [Fact]
    public async Task Unary_NoLimit_IsNotStoppedByKestrelsOwn()
    {
        await _server.StartAsync(options => options.MaxReceiveMessageSize = null);
        using var channel = _server.CreateChannel(options => options.MaxReceiveMessageSize = null);
        var client = new Protos.TestService.TestServiceClient(channel);
        var request = new TestMessage { Payload = ByteString.CopyFrom(new byte[40_000_000]) };
        Assert.Equal(request.Payload.Length, (await client.UnaryAsync(request)).Payload.Length);
    }

    [Fact]
    public async Task Chat_ClientGoesAway_IsNoError()
    {
        await _server.StartAsync(_ => { });
        var client = new Protos.TestService.TestServiceClient(_server.CreateChannel());
        using (var call = client.Chat())
            await call.RequestStream.WriteAsync(new TestMessage());
        await _server.Application.StopAsync();
        Assert.Empty(_server.Log.Lines);
    }

    [Fact]
    public async Task Collect_RequestStreamIsGoneAlready_EndsTheWriteAsCancelled()
    {
        await _server.StartAsync(_ => { });
        using var handler = new ClosedRequestStream();
        using var call = new Protos.TestService.TestServiceClient(_server.CreateChannel(options => options.HttpHandler = handler)).Collect();
        await CallAssert.EndsWithAsync(StatusCode.Cancelled, () => call.RequestStream.WriteAsync(new TestMessage()));
    }

    /// <summary>The official one ends the waiting as cancelled.</summary>
    [Fact]
    public async Task State_ChannelDisposed_IsShutdown()
    {
        await _server.StartAsync(_ => { });
        var channel = _server.CreateChannel();
        var change = channel.WaitForStateChangedAsync(ConnectivityState.Idle);
        channel.Dispose();
        await change;
        Assert.Equal(ConnectivityState.Shutdown, channel.State);
    }
}

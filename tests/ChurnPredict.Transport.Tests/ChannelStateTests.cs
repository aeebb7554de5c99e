using System.Net;
using System.Net.Sockets;
using ChurnPredict.Transport.Tests.Protos;
using Grpc.Core;
using Grpc.Net.Client;

namespace ChurnPredict.Transport.Tests;

public sealed class ChannelStateTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task ConnectAsync_ServerThere_ChannelIsReadyAndCallsUseIt()
    {
        using var channel = server.CreateChannel();
        Assert.Equal(ConnectivityState.Idle, channel.State);
        await channel.ConnectAsync();
        Assert.Equal(ConnectivityState.Ready, channel.State);
        Assert.Equal(7, (await new Protos.TestService.TestServiceClient(channel).UnaryAsync(new TestMessage { Number = 7 })).Number);
        Assert.Equal(ConnectivityState.Ready, channel.State);
    }

    [Fact]
    public async Task ConnectAsync_NobodyThere_TriesUntilCancelled()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");
        using var source = new CancellationTokenSource();
        var connecting = channel.ConnectAsync(source.Token);
        while (channel.State != ConnectivityState.TransientFailure) await channel.WaitForStateChangedAsync(channel.State);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
    }

    [Fact]
    public async Task WaitForStateChangedAsync_FirstCall_TellsThatTheChannelIsReady()
    {
        using var channel = server.CreateChannel();
        var change = channel.WaitForStateChangedAsync(ConnectivityState.Idle);
        Assert.False(change.IsCompleted);
        await new Protos.TestService.TestServiceClient(channel).UnaryAsync(new TestMessage());
        await change;
        Assert.Equal(ConnectivityState.Ready, channel.State);
    }

    [Fact]
    public async Task State_ServerStopped_IsIdleAgain()
    {
        var other = new TestServer();
        await other.StartAsync(_ => { });
        using var channel = other.CreateChannel();
        await new Protos.TestService.TestServiceClient(channel).UnaryAsync(new TestMessage());
        await other.DisposeAsync();
        await TestServer.EventuallyAsync(() => channel.State == ConnectivityState.Idle);
    }

    [Fact]
    public void State_ChannelOverAnHttpClient_IsNotKnown()
    {
        using var http = new HttpClient();
        using var channel = server.CreateChannel(options => options.HttpClient = http);
        Assert.Throws<InvalidOperationException>(() => channel.State);
    }
}

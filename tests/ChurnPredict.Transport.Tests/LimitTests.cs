using ChurnPredict.Transport.Tests.Protos;
using Google.Protobuf;
using Grpc.Core;

namespace ChurnPredict.Transport.Tests;

public sealed class LimitTests(TestServer server) : IClassFixture<TestServer>
{
    private const int FourMegabytes = 4 * 1024 * 1024;

    private Protos.TestService.TestServiceClient Client => new(server.CreateChannel());

    [Fact]
    public async Task Unary_RequestAboveTheServersLimit_IsResourceExhausted() => await CallAssert.EndsWithAsync(
        StatusCode.ResourceExhausted, () => Client.UnaryAsync(Sized(FourMegabytes)).ResponseAsync);

    [Fact]
    public async Task Unary_ManyRequestsAboveTheLimit_LeaveTheConnectionUsable()
    {
        for (var attempt = 0; attempt < 5; attempt++)
            await CallAssert.EndsWithAsync(
                StatusCode.ResourceExhausted, () => Client.UnaryAsync(Sized(10_000_000)).ResponseAsync);
        Assert.Equal(7, (await Client.UnaryAsync(new TestMessage { Number = 7 })).Number);
    }

    [Fact]
    public async Task Unary_RequestAboveTheClientsOwnLimit_IsResourceExhausted()
    {
        using var channel = server.CreateChannel(options => options.MaxSendMessageSize = 100);
        var client = new Protos.TestService.TestServiceClient(channel);
        await CallAssert.EndsWithAsync(StatusCode.ResourceExhausted, () => client.UnaryAsync(Sized(101)).ResponseAsync);
        await client.UnaryAsync(Sized(50));
    }

    [Fact]
    public async Task Unary_ResponseAboveTheClientsLimit_IsResourceExhausted()
    {
        using var channel = server.CreateChannel(options => options.MaxReceiveMessageSize = 100);
        var client = new Protos.TestService.TestServiceClient(channel);
        await CallAssert.EndsWithAsync(StatusCode.ResourceExhausted, () => client.UnaryAsync(Sized(101)).ResponseAsync);
    }

    [Fact]
    public async Task Unary_ResponseAboveTheServersLimit_IsResourceExhausted()
    {
        var strict = new TestServer();
        await strict.StartAsync(options => options.MaxSendMessageSize = 100);
        var client = new Protos.TestService.TestServiceClient(strict.CreateChannel());
        await CallAssert.EndsWithAsync(StatusCode.ResourceExhausted, () => client.UnaryAsync(Sized(101)).ResponseAsync);
        await strict.DisposeAsync();
    }

    [Fact]
    public async Task Unary_NoLimits_TwentyMegabytesAreEchoed()
    {
        var generous = new TestServer();
        await generous.StartAsync(options => options.MaxReceiveMessageSize = null);
        using var channel = generous.CreateChannel(options => options.MaxReceiveMessageSize = null);
        var client = new Protos.TestService.TestServiceClient(channel);
        Assert.Equal(20_000_000, (await client.UnaryAsync(Sized(20_000_000))).Payload.Length);
        await generous.DisposeAsync();
    }

    [Fact]
    public async Task Chat_OneMessageAboveTheLimit_EndsTheStream()
    {
        using var call = Client.Chat();
        await call.RequestStream.WriteAsync(new TestMessage { Number = 1 });
        Assert.True(await call.ResponseStream.MoveNext());
        var writing = call.RequestStream.WriteAsync(Sized(FourMegabytes));
        await CallAssert.EndsWithAsync(StatusCode.ResourceExhausted, async () =>
        {
            while (await call.ResponseStream.MoveNext())
            {
            }
        });
        await Record.ExceptionAsync(() => writing);
    }

    private static TestMessage Sized(int length) => new() { Payload = ByteString.CopyFrom(new byte[length]) };
}

using ChurnPredict.Transport.Tests.Protos;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace ChurnPredict.Transport.Tests;

public sealed class ServerLifeTests
{
    [Fact]
    public async Task StopAsync_CallInFlight_IsFinished()
    {
        var server = new TestServer();
        await server.InitializeAsync();
        var client = new Protos.TestService.TestServiceClient(server.CreateChannel());
        var call = client.WaitAsync(new WaitRequest { Milliseconds = 1_000 });
        await TestServer.EventuallyAsync(() => server.Counters.Running == 1);
        await server.Application.StopAsync();
        Assert.Equal(new TestMessage(), await call);
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Unary_OverTls_IsEchoed()
    {
        var server = new TestServer();
        await server.InitializeAsync();
        using var channel = GrpcChannel.ForAddress(server.TlsAddress, new GrpcChannelOptions { HttpHandler = server.CreateTlsHandler() });
        var client = new Protos.TestService.TestServiceClient(channel);
        Assert.Equal(5, (await client.UnaryAsync(new TestMessage { Number = 5 })).Number);
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Inspect_CallCredentials_GoOverTlsOnly(bool isTls, bool arrives)
    {
        var server = new TestServer();
        await server.InitializeAsync();
        using var channel = GrpcChannel.ForAddress(
            isTls ? server.TlsAddress : server.Address, new GrpcChannelOptions { HttpHandler = server.CreateTlsHandler() });
        var credentials = CallCredentials.FromInterceptor((_, headers) =>
        {
            headers.Add("authorization", "Bearer token");
            return Task.CompletedTask;
        });
        var client = new Protos.TestService.TestServiceClient(channel);
        var seen = await client.InspectAsync(new TestMessage(), new CallOptions(credentials: credentials));
        Assert.Equal(arrives, seen.Headers.ContainsKey("authorization"));
        await server.DisposeAsync();
    }

    [Fact]
    public void ForAddress_CredentialsAgainstTheAddress_Throw()
    {
        var insecure = new GrpcChannelOptions { Credentials = ChannelCredentials.Insecure };
        Assert.Throws<InvalidOperationException>(() => GrpcChannel.ForAddress("https://127.0.0.1:1", insecure));
        var secure = new GrpcChannelOptions { Credentials = ChannelCredentials.SecureSsl };
        Assert.Throws<InvalidOperationException>(() => GrpcChannel.ForAddress("http://127.0.0.1:1", secure));
    }

    [Fact]
    public async Task AnyCall_WellFormed_LogsNoWarning()
    {
        var server = new TestServer();
        await server.InitializeAsync();
        var client = new Protos.TestService.TestServiceClient(server.CreateChannel());
        await client.UnaryAsync(new TestMessage());
        await Record.ExceptionAsync(() => client.FailAsync(new FailRequest { Code = 5 }).ResponseAsync);
        using (var call = client.Chat())
        {
            await call.RequestStream.WriteAsync(new TestMessage());
            await call.RequestStream.CompleteAsync();
            while (await call.ResponseStream.MoveNext())
            {
            }
        }

        await server.Application.StopAsync();
        Assert.Empty(server.Log.Lines);
        await server.DisposeAsync();
    }

    /// <summary>Clients give up every day; an error with its stack trace is for mistakes of the server.</summary>
    [Fact]
    public async Task Wait_AnswerAfterTheDeadline_LogsNoWarning()
    {
        var server = new TestServer();
        await server.InitializeAsync();
        using var client = new RawClient(server.Address);
        var request = new WaitRequest { Milliseconds = 500, IgnoreCancellation = true };
        Assert.Equal((int)StatusCode.DeadlineExceeded, (await client.PostAsync("Wait", RawClient.Frame(request.ToByteArray()), ("grpc-timeout", "100m"))).Status);
        await TestServer.EventuallyAsync(() => server.Counters.Running == 0);
        // The handler has returned; what becomes of its answer is logged a moment later.
        await Task.Delay(200);

        await server.Application.StopAsync();
        if (CallAssert.IsOurTransport)
            Assert.Empty(server.Log.Lines);
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Expand_GivenUpInTheStream_LogsNoWarning()
    {
        var server = new TestServer();
        await server.InitializeAsync();
        var client = new Protos.TestService.TestServiceClient(server.CreateChannel());
        // Often enough that a write learns of the client's end before the token does.
        for (var attempt = 0; attempt < 300; attempt++)
        {
            using var call = client.Expand(new ExpandRequest { Count = int.MaxValue });
            Assert.True(await call.ResponseStream.MoveNext());
        }

        await server.Application.StopAsync();
        if (CallAssert.IsOurTransport)
            Assert.Empty(server.Log.Lines);
        await server.DisposeAsync();
    }
}

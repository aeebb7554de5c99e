using ChurnPredict.Transport.Tests.Protos;
using Google.Protobuf;
using Grpc.Core;

namespace ChurnPredict.Transport.Tests;

public sealed class CancellationTests(TestServer server) : IClassFixture<TestServer>
{
    private Protos.TestService.TestServiceClient Client => new(server.CreateChannel());

    [Fact]
    public async Task Wait_TokenIsCancelled_BothSidesEnd()
    {
        var before = server.Counters.Cancelled;
        using var source = new CancellationTokenSource();
        var call = Client.WaitAsync(new WaitRequest { Milliseconds = 600_000 }, cancellationToken: source.Token);
        await TestServer.EventuallyAsync(() => server.Counters.Running > 0);
        await source.CancelAsync();
        await CallAssert.EndsWithAsync(StatusCode.Cancelled, () => call.ResponseAsync);
        await TestServer.EventuallyAsync(() => server.Counters.Cancelled > before);
    }

    [Fact]
    public async Task Wait_TokenWasCancelled_EndsAtOnce() => await CallAssert.EndsWithAsync(
        StatusCode.Cancelled,
        () => Client.WaitAsync(new WaitRequest(), cancellationToken: new CancellationToken(canceled: true)).ResponseAsync);

    [Fact]
    public async Task Collect_GivenUpAndItsRequestStreamIsGone_EndsTheWriteAsCancelled()
    {
        using var source = new CancellationTokenSource();
        using var handler = new ClosedRequestStream();
        using var call = new Protos.TestService.TestServiceClient(server.CreateChannel(options => options.HttpHandler = handler)).Collect(cancellationToken: source.Token);
        await source.CancelAsync();
        await CallAssert.EndsWithAsync(StatusCode.Cancelled, () => call.RequestStream.WriteAsync(new TestMessage()));
    }

    [Fact]
    public async Task Wait_CallIsDisposed_BothSidesEnd()
    {
        var before = server.Counters.Cancelled;
        var call = Client.WaitAsync(new WaitRequest { Milliseconds = 600_000 });
        await TestServer.EventuallyAsync(() => server.Counters.Running > 0);
        call.Dispose();
        await CallAssert.EndsWithAsync(StatusCode.Cancelled, () => call.ResponseAsync);
        await TestServer.EventuallyAsync(() => server.Counters.Cancelled > before);
    }

    [Fact]
    public async Task Expand_DisposedInTheStream_HandlerStops()
    {
        var before = server.Counters.Cancelled;
        using (var call = Client.Expand(new ExpandRequest { Count = int.MaxValue, Payload = ByteString.CopyFrom(new byte[1000]) }))
        {
            Assert.True(await call.ResponseStream.MoveNext());
        }

        await TestServer.EventuallyAsync(() => server.Counters.Cancelled > before && server.Counters.Running == 0);
    }

    [Fact]
    public async Task MoveNext_TokenIsCancelled_EndsTheCall()
    {
        using var call = Client.Chat();
        using var source = new CancellationTokenSource();
        var reading = call.ResponseStream.MoveNext(source.Token);
        await source.CancelAsync();
        await CallAssert.EndsWithAsync(StatusCode.Cancelled, () => reading);
        Assert.Equal(StatusCode.Cancelled, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task Wait_ChannelThrowsCancellation_IsOperationCanceled()
    {
        using var channel = server.CreateChannel(options => options.ThrowOperationCanceledOnCancellation = true);
        var client = new Protos.TestService.TestServiceClient(channel);
        using var source = new CancellationTokenSource();
        var call = client.WaitAsync(new WaitRequest { Milliseconds = 600_000 }, cancellationToken: source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.ResponseAsync);
        Assert.Equal(StatusCode.Cancelled, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task WriteAsync_AfterDispose_IsObjectDisposed()
    {
        using var call = Client.Collect();
        await call.RequestStream.WriteAsync(new TestMessage { Number = 1 });
        call.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => call.RequestStream.WriteAsync(new TestMessage()));
    }
}

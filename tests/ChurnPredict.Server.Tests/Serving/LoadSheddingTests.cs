using ChurnPredict.Contracts.V1;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Reflection.V1;

namespace ChurnPredict.Server.Tests.Serving;

[Collection(ServedHistoryGroup.Name)]
public sealed class LoadSheddingTests(ServedHistory served)
{
    [Fact]
    public async Task Call_BeyondTheMostInFlight_IsRefusedUntilOneEnds()
    {
        await using var server = await RunningServer.StartAsync(served.Settings with { MaximumCallsInFlight = 2 });
        await server.WaitForModelAsync(served.ModelId);
        using var first = await OpenAsync(server);
        using var second = await OpenAsync(server);

        await Refusal.OfAsync(StatusCode.ResourceExhausted, async () => await server.Client.GetModelAsync(new GetModelRequest()));
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, (await new Health.HealthClient(server.Channel).CheckAsync(new HealthCheckRequest())).Status);
        await first.RequestStream.CompleteAsync();
        Assert.False(await first.ResponseStream.MoveNext(CancellationToken.None));

        Assert.Equal(served.ModelId, (await server.Client.GetModelAsync(new GetModelRequest())).ModelId);
    }

    [Fact]
    public async Task WatchAndReflection_MoreThanTheCallsInFlight_TakeNoPlaceOfOthers()
    {
        await using var server = await RunningServer.StartAsync(served.Settings with { MaximumCallsInFlight = 1, MaximumWatchers = 2 });
        await server.WaitForModelAsync(served.ModelId);
        using var first = await WatchAsync(server);
        using var second = await WatchAsync(server);
        using var reflection = await ReflectAsync(server);

        Assert.Equal(served.ModelId, (await server.Client.GetModelAsync(new GetModelRequest())).ModelId);
        using var call = await OpenAsync(server);

        await Refusal.OfAsync(StatusCode.ResourceExhausted, async () => await server.Client.GetModelAsync(new GetModelRequest()));
    }

    [Fact]
    public async Task Watch_BeyondTheMostWatchers_IsRefusedUntilOneEnds()
    {
        await using var server = await RunningServer.StartAsync(served.Settings with { MaximumWatchers = 1 });
        await server.WaitForModelAsync(served.ModelId);
        using (await WatchAsync(server))
        {
            await Refusal.OfAsync(StatusCode.ResourceExhausted, async () => await WatchAsync(server));
            using var reflection = await ReflectAsync(server);
            await Refusal.OfAsync(StatusCode.ResourceExhausted, async () => await ReflectAsync(server));
        }

        using var later = await WatchWhenThereIsAPlaceAsync(server);
    }

    /// <summary>The server hears of a watcher's end a moment after the watcher.</summary>
    private static async Task<AsyncServerStreamingCall<HealthCheckResponse>> WatchWhenThereIsAPlaceAsync(RunningServer server)
    {
        for (var attempt = 0; attempt < 1_200; attempt++)
        {
            try
            {
                return await WatchAsync(server);
            }
            catch (RpcException exception) when (exception.StatusCode == StatusCode.ResourceExhausted)
            {
                await Task.Delay(5);
            }
        }

        return await WatchAsync(server);
    }

    private static async Task<AsyncServerStreamingCall<HealthCheckResponse>> WatchAsync(RunningServer server)
    {
        var call = new Health.HealthClient(server.Channel).Watch(new HealthCheckRequest());
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        return call;
    }

    private static async Task<AsyncDuplexStreamingCall<ServerReflectionRequest, ServerReflectionResponse>> ReflectAsync(RunningServer server)
    {
        var call = new ServerReflection.ServerReflectionClient(server.Channel).ServerReflectionInfo();
        try
        {
            await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" });
        }
        catch (RpcException)
        {
            // A refused call may end before the request is written; its status is read below.
        }

        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        return call;
    }

    private async Task<AsyncDuplexStreamingCall<ScoreCustomerRequest, ScoreResult>> OpenAsync(RunningServer server)
    {
        var call = server.Client.StreamScores();
        await call.RequestStream.WriteAsync(new ScoreCustomerRequest { CustomerId = served.Store.Ids[0] });
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        return call;
    }
}

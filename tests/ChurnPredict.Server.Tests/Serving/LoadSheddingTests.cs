using ChurnPredict.Contracts.V1;
using Grpc.Core;
using Grpc.Health.V1;

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

    private async Task<AsyncDuplexStreamingCall<ScoreCustomerRequest, ScoreResult>> OpenAsync(RunningServer server)
    {
        var call = server.Client.StreamScores();
        await call.RequestStream.WriteAsync(new ScoreCustomerRequest { CustomerId = served.Store.Ids[0] });
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        return call;
    }
}

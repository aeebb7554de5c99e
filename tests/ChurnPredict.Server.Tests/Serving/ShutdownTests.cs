using ChurnPredict.Contracts.V1;
using Grpc.Core;

namespace ChurnPredict.Server.Tests.Serving;

[Collection(ServedHistoryGroup.Name)]
public sealed class ShutdownTests(ServedHistory served)
{
    [Fact]
    public async Task Stop_WithACallInFlight_FinishesItAndTakesNoOther()
    {
        await using var server = await RunningServer.StartAsync(served.Settings);
        await server.WaitForModelAsync(served.ModelId);
        using var call = server.Client.StreamScores();
        await AskAsync(call, served.Store.Ids[0]);

        var stopping = server.StopAsync();
        await Refusal.OfAsync(StatusCode.Unavailable, async () => await CallUntilRefusedAsync(server));
        for (var customer = 1; customer < 20; customer++) await AskAsync(call, served.Store.Ids[customer]);
        Assert.False(stopping.IsCompleted);
        await call.RequestStream.CompleteAsync();

        Assert.False(await call.ResponseStream.MoveNext(CancellationToken.None));
        await stopping;
    }

    private static async Task AskAsync(AsyncDuplexStreamingCall<ScoreCustomerRequest, ScoreResult> call, string id)
    {
        await call.RequestStream.WriteAsync(new ScoreCustomerRequest { CustomerId = id, MaxReasons = 0, MaxActions = 0 });
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(id, call.ResponseStream.Current.Score.CustomerId);
    }

    /// <summary>The shutdown begins on a thread of its own: calls may be answered for a moment.</summary>
    private static async Task CallUntilRefusedAsync(RunningServer server)
    {
        for (var attempt = 0; attempt < 1_000; attempt++)
        {
            await server.Client.GetModelAsync(new GetModelRequest());
            await Task.Delay(10);
        }
    }
}

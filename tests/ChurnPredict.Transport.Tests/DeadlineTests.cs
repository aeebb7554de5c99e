using ChurnPredict.Transport.Tests.Protos;
using Google.Protobuf;
using Grpc.Core;

namespace ChurnPredict.Transport.Tests;

public sealed class DeadlineTests(TestServer server) : IClassFixture<TestServer>
{
    private Protos.TestService.TestServiceClient Client => new(server.CreateChannel());

    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    public async Task Wait_DeadlinePasses_EndsAndHandlerIsCancelled(int milliseconds)
    {
        await CallAssert.EndsWithAsync(
            StatusCode.DeadlineExceeded,
            () => Client.WaitAsync(new WaitRequest { Milliseconds = 600_000 }, deadline: In(milliseconds)).ResponseAsync);
        await TestServer.EventuallyAsync(() => server.Counters.Running == 0);
    }

    [Fact]
    public async Task Wait_HandlerIgnoresTheDeadline_ClientDoesNotWaitForIt()
    {
        var request = new WaitRequest { Milliseconds = 3_000, IgnoreCancellation = true };
        await CallAssert.EndsWithAsync(
            StatusCode.DeadlineExceeded, () => Client.WaitAsync(request, deadline: In(100)).ResponseAsync);
        await TestServer.EventuallyAsync(() => server.Counters.Running == 0);
    }

    [Fact]
    public async Task Wait_DeadlineInThePast_EndsWithoutACall() => await CallAssert.EndsWithAsync(
        StatusCode.DeadlineExceeded, () => Client.WaitAsync(new WaitRequest(), deadline: In(-1)).ResponseAsync);

    [Fact]
    public async Task Wait_DeadlineFarAway_IsNotTouched()
    {
        await Client.WaitAsync(new WaitRequest { Milliseconds = 1 }, deadline: In(60_000));
        await Client.WaitAsync(new WaitRequest { Milliseconds = 1 }, deadline: DateTime.UtcNow.AddYears(50));
        await Client.WaitAsync(new WaitRequest { Milliseconds = 1 }, deadline: DateTime.MaxValue);
    }

    [Fact]
    public async Task Inspect_Deadline_ReachesTheHandler()
    {
        var seen = await Client.InspectAsync(new TestMessage(), deadline: In(60_000));
        Assert.True(seen.HasDeadline);
        Assert.InRange(seen.MillisecondsLeft, 1, 61_000);
        Assert.False((await Client.InspectAsync(new TestMessage())).HasDeadline);
    }

    /// <summary>Both sides keep the deadline. Where the server's clock is first, the official client calls the broken stream unavailable.</summary>
    [Fact]
    public async Task Expand_DeadlinePassesInTheStream_ReaderEndsWithIt()
    {
        StatusCode[] ends = CallAssert.IsOurTransport ? [StatusCode.DeadlineExceeded] : [StatusCode.DeadlineExceeded, StatusCode.Unavailable];
        using var call = Client.Expand(
            new ExpandRequest { Count = int.MaxValue, Payload = ByteString.CopyFrom(new byte[1000]) }, deadline: In(300));
        var end = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (var _ in call.ResponseStream.ReadAllAsync())
            {
            }
        });
        Assert.Contains(end.StatusCode, ends);
        Assert.Contains(call.GetStatus().StatusCode, ends);
        await TestServer.EventuallyAsync(() => server.Counters.Running == 0);
    }

    [Fact]
    public async Task Chat_DeadlinePassesWhileIdle_BothSidesEnd()
    {
        using var call = Client.Chat(deadline: In(200));
        await CallAssert.EndsWithAsync(StatusCode.DeadlineExceeded, () => call.ResponseStream.MoveNext());
        await CallAssert.EndsWithAsync(StatusCode.DeadlineExceeded, () => call.RequestStream.WriteAsync(new TestMessage()));
    }

    [Theory]
    [InlineData("50m", 4)]
    [InlineData("50000u", 4)]
    [InlineData("10S", 0)]
    [InlineData("99999999H", 0)]
    public async Task Wait_TimeoutOfAnotherClient_IsKept(string timeout, int expected)
    {
        using var client = new RawClient(server.Address);
        var wait = new WaitRequest { Milliseconds = expected == 0 ? 1 : 600_000 };
        var answer = await client.PostAsync("Wait", RawClient.Frame(wait.ToByteArray()), ("grpc-timeout", timeout));
        Assert.Equal(expected, answer.Status);
        await TestServer.EventuallyAsync(() => server.Counters.Running == 0);
    }

    private static DateTime In(int milliseconds) => DateTime.UtcNow.AddMilliseconds(milliseconds);
}

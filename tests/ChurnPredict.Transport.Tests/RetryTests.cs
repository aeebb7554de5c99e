using ChurnPredict.Transport.Tests.Protos;
using Grpc.Core;
using Grpc.Net.Client.Configuration;

namespace ChurnPredict.Transport.Tests;

public sealed class RetryTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Inspect_UnavailableTwice_IsAnsweredAtTheThirdAttempt()
    {
        using var handler = new UnavailableAtFirst(2);
        var seen = await ClientOf(handler).InspectAsync(new TestMessage());
        Assert.Equal(3, handler.Requests);
        Assert.Equal("2", seen.Headers["grpc-previous-rpc-attempts"]);
    }

    [Fact]
    public async Task Unary_UnavailableForAllAttempts_EndsWithTheStatus()
    {
        using var handler = new UnavailableAtFirst(99);
        var exception = await CallAssert.EndsWithAsync(StatusCode.Unavailable, () => ClientOf(handler).UnaryAsync(new TestMessage()).ResponseAsync);
        Assert.Equal("not now", exception.Status.Detail);
        Assert.Equal(4, handler.Requests);
    }

    [Fact]
    public async Task Fail_CodeThatIsNotRetried_IsTriedOnce()
    {
        using var handler = new UnavailableAtFirst(0);
        await CallAssert.EndsWithAsync(StatusCode.NotFound, () => ClientOf(handler).FailAsync(new FailRequest { Code = 5 }).ResponseAsync);
        Assert.Equal(1, handler.Requests);
    }

    [Theory]
    [InlineData("-1", 1)]
    [InlineData("soon", 1)]
    [InlineData("0", 4)]
    public async Task Unary_ServerPushesBack_IsObeyed(string pushback, int attempts)
    {
        using var handler = new UnavailableAtFirst(99, pushback);
        await CallAssert.EndsWithAsync(StatusCode.Unavailable, () => ClientOf(handler).UnaryAsync(new TestMessage()).ResponseAsync);
        Assert.Equal(attempts, handler.Requests);
    }

    [Fact]
    public async Task Unary_DeadlineWithinTheWait_EndsAtTheDeadline()
    {
        using var handler = new UnavailableAtFirst(1, pushback: "3600000");
        var call = ClientOf(handler).UnaryAsync(new TestMessage(), deadline: DateTime.UtcNow.AddMilliseconds(300));
        await CallAssert.EndsWithAsync(StatusCode.DeadlineExceeded, () => call.ResponseAsync);
    }

    [Fact]
    public async Task Expand_UnavailableAtTheOpening_IsOpenedAgain()
    {
        using var handler = new UnavailableAtFirst(1);
        using var call = ClientOf(handler).Expand(new ExpandRequest { Count = 5 });
        Assert.Equal([0, 1, 2, 3, 4], await call.ResponseStream.ReadAllAsync().Select(message => message.Number).ToListAsync());
    }

    [Fact]
    public async Task Unary_MostCallsFail_IsNotTriedAgain()
    {
        using var handler = new UnavailableAtFirst(99);
        var client = ClientOf(handler, new RetryThrottlingPolicy { MaxTokens = 2, TokenRatio = 0.1 });
        await CallAssert.EndsWithAsync(StatusCode.Unavailable, () => client.UnaryAsync(new TestMessage()).ResponseAsync);
        Assert.Equal(1, handler.Requests);
    }

    [Fact]
    public async Task Unary_NoPolicyForTheMethod_IsTriedOnce()
    {
        using var handler = new UnavailableAtFirst(99);
        var client = ClientOf(handler, name: new MethodName { Service = "churnpredict.transport.test.TestService", Method = "Wait" });
        await CallAssert.EndsWithAsync(StatusCode.Unavailable, () => client.UnaryAsync(new TestMessage()).ResponseAsync);
        Assert.Equal(1, handler.Requests);
    }

    /// <summary>By ours when the channel is made, by the official one at the first call.</summary>
    [Fact]
    public async Task Unary_PolicyWithoutBackoff_IsRefused()
    {
        var policy = new RetryPolicy { MaxAttempts = 3, RetryableStatusCodes = { StatusCode.Unavailable } };
        var config = new ServiceConfig { MethodConfigs = { new MethodConfig { Names = { MethodName.Default }, RetryPolicy = policy } } };
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await new Protos.TestService.TestServiceClient(server.CreateChannel(options => options.ServiceConfig = config)).UnaryAsync(new TestMessage()));
    }

    private Protos.TestService.TestServiceClient ClientOf(HttpMessageHandler handler, RetryThrottlingPolicy? throttling = null, MethodName? name = null) =>
        new(server.CreateChannel(options =>
        {
            options.HttpHandler = handler;
            options.ServiceConfig = new ServiceConfig
            {
                RetryThrottling = throttling,
                MethodConfigs =
                {
                    new MethodConfig
                    {
                        Names = { name ?? MethodName.Default },
                        RetryPolicy = new RetryPolicy
                        {
                            MaxAttempts = 4,
                            InitialBackoff = TimeSpan.FromMilliseconds(1),
                            MaxBackoff = TimeSpan.FromMilliseconds(5),
                            BackoffMultiplier = 1.5,
                            RetryableStatusCodes = { StatusCode.Unavailable },
                        },
                    },
                },
            };
        }));
}

using ChurnPredict.Transport.Tests.Protos;
using Google.Protobuf;
using Grpc.Core;

namespace ChurnPredict.Transport.Tests;

public sealed class CallKindTests(TestServer server) : IClassFixture<TestServer>, IDisposable
{
    private readonly Grpc.Net.Client.GrpcChannel _channel = server.CreateChannel();

    private Protos.TestService.TestServiceClient Client => new(_channel);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4_000)]
    [InlineData(100_000)]
    [InlineData(3_900_000)]
    public async Task Unary_PayloadOfAnySize_IsEchoed(int length)
    {
        var request = Message(length);
        Assert.Equal(request, await Client.UnaryAsync(request));
    }

    [Fact]
    public void Unary_Blocking_IsEchoed() => Assert.Equal(Message(10), Client.Unary(Message(10)));

    [Fact]
    public async Task Collect_ManyRequests_AreSummed()
    {
        using var call = Client.Collect();
        for (var number = 1; number <= 1_000; number++)
            await call.RequestStream.WriteAsync(new TestMessage { Number = number });
        await call.RequestStream.CompleteAsync();
        Assert.Equal(new Summary { Count = 1_000, Sum = 500_500 }, await call);
    }

    [Fact]
    public async Task Expand_ManyResponses_ArriveInOrder()
    {
        using var call = Client.Expand(new ExpandRequest { Count = 5_000, Payload = ByteString.CopyFrom(new byte[100]) });
        var expected = 0;
        await foreach (var response in call.ResponseStream.ReadAllAsync())
            Assert.Equal(expected++, response.Number);
        Assert.Equal(5_000, expected);
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task Expand_NoResponses_EndsAtOnce()
    {
        using var call = Client.Expand(new ExpandRequest());
        Assert.False(await call.ResponseStream.MoveNext());
    }

    [Fact]
    public async Task Chat_InTurn_EachIsAnsweredBeforeTheNext()
    {
        using var call = Client.Chat();
        for (var number = 0; number < 200; number++)
        {
            await call.RequestStream.WriteAsync(new TestMessage { Number = number });
            Assert.True(await call.ResponseStream.MoveNext());
            Assert.Equal(number, call.ResponseStream.Current.Number);
        }

        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext());
    }

    [Fact]
    public async Task Chat_BothSidesAtOnce_KeepOrder()
    {
        using var call = Client.Chat();
        var writing = Task.Run(async () =>
        {
            for (var number = 0; number < 20_000; number++)
                await call.RequestStream.WriteAsync(new TestMessage { Number = number });
            await call.RequestStream.CompleteAsync();
        });
        var expected = 0;
        await foreach (var response in call.ResponseStream.ReadAllAsync())
            Assert.Equal(expected++, response.Number);
        await writing;
        Assert.Equal(20_000, expected);
    }

    [Fact]
    public async Task Unary_ManyAtOnce_DoNotMix()
    {
        await Parallel.ForAsync(0, 5_000, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (number, token) =>
            Assert.Equal(number, (await Client.UnaryAsync(new TestMessage { Number = number }, cancellationToken: token)).Number));
    }

    public void Dispose() => _channel.Dispose();

    private static TestMessage Message(int length) => new()
    {
        Number = length, Text = "顧客", Payload = ByteString.CopyFrom(new byte[length]),
    };
}

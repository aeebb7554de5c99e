using ChurnPredict.Transport.Tests.Protos;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace ChurnPredict.Transport.Tests;

public sealed class InterceptorTests : IAsyncLifetime
{
    private readonly TestServer _server = new();

    private Protos.TestService.TestServiceClient Client => new(_server.CreateChannel());

    public Task InitializeAsync() => _server.StartAsync(options =>
    {
        options.Interceptors.Add<Tagging>("outer");
        options.Interceptors.Add<Tagging>("inner");
    });

    public Task DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Unary_TwoInterceptors_FirstIsOutermost()
    {
        using var call = Client.UnaryAsync(new TestMessage());
        await call;
        Assert.Equal("outer inner", call.GetTrailers().GetValue("t-tags"));
    }

    [Fact]
    public async Task Chat_Interceptors_SeeStreamsToo()
    {
        using var call = Client.Chat();
        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext());
        Assert.Equal("outer inner", call.GetTrailers().GetValue("t-tags"));
    }

    [Fact]
    public async Task Unary_InterceptorRefuses_HandlerIsNotCalled() => await CallAssert.EndsWithAsync(
        StatusCode.Unauthenticated,
        () => Client.FailAsync(new FailRequest { Throw = true }, new Metadata { { "x-refuse", "yes" } }).ResponseAsync);

    [Fact]
    public async Task Unary_ClientInterceptors_FirstIsOutermostAndHeadersArrive()
    {
        var invoker = _server.CreateChannel()
            .Intercept(headers => new Metadata { { "x-order", headers.Count == 0 ? "first" : "not first" } })
            .Intercept(new Doubling());
        var client = new Protos.TestService.TestServiceClient(invoker);
        Assert.Equal(42, (await client.UnaryAsync(new TestMessage { Number = 21 })).Number);
        Assert.Equal("first", (await client.InspectAsync(new TestMessage())).Headers["x-order"]);
    }

    private sealed class Doubling : Interceptor
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            if (request is TestMessage message)
                message.Number *= 2;
            return continuation(request, context);
        }
    }

    private sealed class Tagging(string tag) : Interceptor
    {
        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            if (context.RequestHeaders.GetValue("x-refuse") is not null)
                throw new RpcException(new Status(StatusCode.Unauthenticated, "refused"));
            Tag(context);
            return continuation(request, context);
        }

        public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream,
            IServerStreamWriter<TResponse> responseStream,
            ServerCallContext context,
            DuplexStreamingServerMethod<TRequest, TResponse> continuation)
        {
            Tag(context);
            return continuation(requestStream, responseStream, context);
        }

        private void Tag(ServerCallContext context)
        {
            var before = context.ResponseTrailers.Get("t-tags");
            if (before is not null)
                context.ResponseTrailers.Remove(before);
            context.ResponseTrailers.Add("t-tags", before is null ? tag : $"{before.Value} {tag}");
        }
    }
}

using ChurnPredict.Transport.Tests.Protos;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.ClientFactory;
using Microsoft.Extensions.DependencyInjection;

namespace ChurnPredict.Transport.Tests;

public sealed class ClientFactoryTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task AddGrpcClient_Address_ClientIsInjected()
    {
        var services = new ServiceCollection();
        services.AddGrpcClient<Protos.TestService.TestServiceClient>(options => options.Address = server.Address);
        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<Protos.TestService.TestServiceClient>();
        Assert.Equal(3, (await client.UnaryAsync(new TestMessage { Number = 3 })).Number);
    }

    [Fact]
    public async Task AddGrpcClient_BaseAddressOfTheHttpClient_IsCalled()
    {
        var services = new ServiceCollection();
        services.AddGrpcClient<Protos.TestService.TestServiceClient>().ConfigureHttpClient(http => http.BaseAddress = server.Address);
        await using var provider = services.BuildServiceProvider();
        Assert.Equal(3, (await provider.GetRequiredService<Protos.TestService.TestServiceClient>().UnaryAsync(new TestMessage { Number = 3 })).Number);
    }

    [Fact]
    public async Task CreateClient_InterceptorCredentialsAndChannelOptions_AreUsed()
    {
        var services = new ServiceCollection();
        services.AddGrpcClient<Protos.TestService.TestServiceClient>("named", options => options.Address = server.Address)
            .ConfigureChannel(channel => channel.UnsafeUseInsecureChannelCallCredentials = true)
            .AddInterceptor(() => new HeaderInterceptor())
            .AddCallCredentials((_, metadata) =>
            {
                metadata.Add("authorization", "Bearer t");
                return Task.CompletedTask;
            });
        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<GrpcClientFactory>().CreateClient<Protos.TestService.TestServiceClient>("named");
        var seen = await client.InspectAsync(new TestMessage());
        Assert.Equal(("Bearer t", "seen"), (seen.Headers["authorization"], seen.Headers["x-intercepted"]));
    }

    [Fact]
    public async Task CreateClient_HandlerOfTheBuilder_SeesTheCall()
    {
        var services = new ServiceCollection();
        using var handler = new UnavailableAtFirst(1);
        services.AddGrpcClient<Protos.TestService.TestServiceClient>(options => options.Address = server.Address)
            .ConfigurePrimaryHttpMessageHandler(() => handler);
        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<Protos.TestService.TestServiceClient>();
        await CallAssert.EndsWithAsync(StatusCode.Unavailable, () => client.UnaryAsync(new TestMessage()).ResponseAsync);
        Assert.Equal(1, handler.Requests);
    }

    [Fact]
    public async Task CreateClient_UnknownNameOrNoAddress_SaysSo()
    {
        var services = new ServiceCollection();
        services.AddGrpcClient<Protos.TestService.TestServiceClient>("known");
        await using var provider = services.BuildServiceProvider();
        var factory = provider.GetRequiredService<GrpcClientFactory>();
        Assert.Contains("'other'", Assert.Throws<InvalidOperationException>(() => factory.CreateClient<Protos.TestService.TestServiceClient>("other")).Message, StringComparison.Ordinal);
        Assert.Contains("'known'", Assert.Throws<InvalidOperationException>(() => factory.CreateClient<Protos.TestService.TestServiceClient>("known")).Message, StringComparison.Ordinal);
    }

    private sealed class HeaderInterceptor : Interceptor
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            var options = context.Options.WithHeaders(new Metadata { { "x-intercepted", "seen" } });
            return continuation(request, new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, options));
        }
    }
}

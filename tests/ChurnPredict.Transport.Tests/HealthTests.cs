using Grpc.Core;
using Grpc.Health.V1;
using Grpc.HealthCheck;
using Microsoft.Extensions.DependencyInjection;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace ChurnPredict.Transport.Tests;

public sealed class HealthTests : IAsyncLifetime
{
    private readonly TestServer _server = new();

    private Health.HealthClient Client => new(_server.CreateChannel());

    private HealthServiceImpl Statuses => _server.Application.Services.GetRequiredService<HealthServiceImpl>();

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Check_Server_IsServing() =>
        Assert.Equal(ServingStatus.Serving, (await Client.CheckAsync(new HealthCheckRequest())).Status);

    [Fact]
    public async Task Check_UnknownService_IsNotFound() => await CallAssert.EndsWithAsync(
        StatusCode.NotFound, () => Client.CheckAsync(new HealthCheckRequest { Service = "no.such" }).ResponseAsync);

    [Fact]
    public async Task Watch_StatusChanges_EachIsTold()
    {
        using var call = Client.Watch(new HealthCheckRequest { Service = "some.Service" });
        Assert.Equal(ServingStatus.ServiceUnknown, await NextAsync(call));
        Statuses.SetStatus("some.Service", ServingStatus.Serving);
        Assert.Equal(ServingStatus.Serving, await NextAsync(call));
        Statuses.SetStatus("some.Service", ServingStatus.NotServing);
        Assert.Equal(ServingStatus.NotServing, await NextAsync(call));
        Statuses.ClearStatus("some.Service");
        Assert.Equal(ServingStatus.ServiceUnknown, await NextAsync(call));
    }

    [Fact]
    public async Task Watch_ServerStops_SaysNotServingAndEnds()
    {
        using var call = Client.Watch(new HealthCheckRequest());
        Assert.Equal(ServingStatus.Serving, await NextAsync(call));
        var stopping = _server.Application.StopAsync();
        Assert.Equal(ServingStatus.NotServing, await NextAsync(call));
        Assert.False(await call.ResponseStream.MoveNext());
        await stopping;
    }

    private static async Task<ServingStatus> NextAsync(AsyncServerStreamingCall<HealthCheckResponse> call)
    {
        Assert.True(await call.ResponseStream.MoveNext());
        return call.ResponseStream.Current.Status;
    }
}

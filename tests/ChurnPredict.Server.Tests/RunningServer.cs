using System.Net;
using System.Net.Sockets;
using ChurnPredict.Contracts.V1;
using ChurnPredict.Server.Serving;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;

namespace ChurnPredict.Server.Tests;

/// <summary>A server in this process, on loopback ports that were free.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private RunningServer(WebApplication application, ServerSettings settings)
    {
        _application = application;
        Address = ServerSettings.Addresses(settings.Urls)[0];
        WebAddress = ServerSettings.Addresses(settings.WebUrls!)[0];
        Channel = GrpcChannel.ForAddress(Address);
        Client = new ChurnPrediction.ChurnPredictionClient(Channel);
    }

    public Uri Address { get; }

    public Uri WebAddress { get; }

    public GrpcChannel Channel { get; }

    public ChurnPrediction.ChurnPredictionClient Client { get; }

    public static async Task<RunningServer> StartAsync(ServerSettings settings)
    {
        var scheme = settings.Certificate is null ? "http" : "https";
        var placed = settings with { Urls = $"{scheme}://127.0.0.1:{FreePort()}", WebUrls = $"http://127.0.0.1:{FreePort()}", WatchMilliseconds = 20, Threads = 2 };
        placed.ThrowIfInvalid();
        var application = ServerHost.Build(placed);
        await application.StartAsync();
        return new RunningServer(application, placed);
    }

    /// <summary>Waits until the health page says what is expected; a server that never does fails the test.</summary>
    public async Task<string> WaitForHealthAsync(string expected)
    {
        using var http = new HttpClient();
        var found = "";
        for (var attempt = 0; attempt < 1_200 && found != expected; attempt++)
        {
            if (attempt > 0) await Task.Delay(50);
            found = await (await http.GetAsync(new Uri(WebAddress, "/healthz"))).Content.ReadAsStringAsync();
        }

        Assert.Equal(expected, found);
        return found;
    }

    /// <summary>Waits until a model answers.</summary>
    public async Task WaitForModelAsync(string modelId)
    {
        var found = "";
        for (var attempt = 0; attempt < 12_000 && found != modelId; attempt++)
        {
            if (attempt > 0) await Task.Delay(5);
            found = await ModelIdAsync();
        }

        Assert.Equal(modelId, found);
    }

    /// <summary>Begins to shut down; done when the last call is.</summary>
    public Task StopAsync() => _application.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await _application.StopAsync();
        await _application.DisposeAsync();
    }

    private async Task<string> ModelIdAsync()
    {
        try
        {
            return (await Client.GetModelAsync(new GetModelRequest())).ModelId;
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.FailedPrecondition)
        {
            return "";
        }
    }

    /// <summary>A port of loopback that nobody listens on.</summary>
    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ChurnPredict.Contracts.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace ChurnPredict.Benchmarks;

/// <summary>The real server as a process of its own on a loopback port that was free; ended by its one owner.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, GrpcChannel channel, TimeSpan readyAfter)
    {
        _process = process;
        Channel = channel;
        ReadyAfter = readyAfter;
    }

    /// <summary>A connection to it.</summary>
    public GrpcChannel Channel { get; }

    /// <summary>From the start of the process to the first answer from a model.</summary>
    public TimeSpan ReadyAfter { get; }

    /// <summary>Its resident memory in MB of 10⁶ bytes, now.</summary>
    public double Megabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1e6;
        }
    }

    /// <summary>Processor time that it has used.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static async Task<ServerProcess> StartAsync(string models, string history)
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        var program = Path.Combine(AppContext.BaseDirectory, "ChurnPredict.Server.dll");
        var started = Stopwatch.GetTimestamp();
        // Its log would stand in the way of the one line of JSON.
        var start = new ProcessStartInfo("dotnet", [program, "--models", models, "--history", history, "--urls", address]) { RedirectStandardOutput = true };
        var process = Process.Start(start)!;
        var channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = false },
        });
        while (!await IsReadyAsync(channel))
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(started) > TimeSpan.FromMinutes(5))
                throw new InvalidOperationException($"{program} did not get ready");
            await Task.Delay(10);
        }

        return new ServerProcess(process, channel, Stopwatch.GetElapsedTime(started));
    }

    public void Dispose()
    {
        Channel.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static async Task<bool> IsReadyAsync(GrpcChannel channel)
    {
        try
        {
            await new ChurnPrediction.ChurnPredictionClient(channel).GetModelAsync(new GetModelRequest());
            return true;
        }
        catch (RpcException exception) when (exception.StatusCode is StatusCode.FailedPrecondition or StatusCode.Unavailable)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

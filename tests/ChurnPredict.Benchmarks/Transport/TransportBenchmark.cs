using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;

namespace ChurnPredict.Benchmarks;

/// <summary>
/// Unary calls of 100 bytes over one connection, client and server in this process, and a stream both ways; prints one
/// JSON line.
/// </summary>
internal static class TransportBenchmark
{
    private static readonly BytesValue Message = new() { Value = ByteString.CopyFrom(new byte[100]) };

    /// <param name="arguments">Seconds to measure (default 5), then calls in flight (default 16).</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var seconds = arguments.Length > 0 ? double.Parse(arguments[0], CultureInfo.InvariantCulture) : 5;
        var inFlight = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 16;
        await using var server = await EchoServer.StartAsync();
        using var channel = GrpcChannel.ForAddress(server.Address, new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = false },
        });
        var invoker = channel.CreateCallInvoker();
        await CallAsync(invoker, inFlight, TimeSpan.FromSeconds(2));
        var allocatedBefore = GC.GetTotalAllocatedBytes();
        var processorBefore = Environment.CpuUsage.TotalTime;
        var latencies = await CallAsync(invoker, inFlight, TimeSpan.FromSeconds(seconds));
        var allocated = GC.GetTotalAllocatedBytes() - allocatedBefore;
        var processor = Environment.CpuUsage.TotalTime - processorBefore;
        latencies.Sort();
        Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object?>
        {
            ["transport"] = typeof(GrpcChannel).Assembly.GetName().Name,
            ["in_flight"] = inFlight,
            ["calls_per_s"] = (long)(latencies.Count / seconds),
            ["p50_ms"] = Milliseconds(latencies[latencies.Count / 2]),
            ["p99_ms"] = Milliseconds(latencies[(int)(latencies.Count * 0.99)]),
            ["processor_us_per_call"] = Math.Round(processor.TotalMicroseconds / latencies.Count, 1),
            ["allocated_bytes_per_call"] = allocated / latencies.Count,
            ["stream_messages_per_s"] = await StreamAsync(invoker, 200_000),
        }));
        return 0;
    }

    private static double Milliseconds(long ticks) => Math.Round(Stopwatch.GetElapsedTime(0, ticks).TotalMilliseconds, 3);

    private static async Task<List<long>> CallAsync(CallInvoker invoker, int inFlight, TimeSpan duration)
    {
        var end = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var callers = Enumerable.Range(0, inFlight).Select(_ => Task.Run(() => CallUntilAsync(invoker, end)));
        return [.. (await Task.WhenAll(callers)).SelectMany(latencies => latencies)];
    }

    private static async Task<List<long>> CallUntilAsync(CallInvoker invoker, long end)
    {
        var latencies = new List<long>(100_000);
        while (true)
        {
            var start = Stopwatch.GetTimestamp();
            if (start >= end)
                return latencies;
            await invoker.AsyncUnaryCall(EchoServer.Unary, null, default, Message);
            latencies.Add(Stopwatch.GetTimestamp() - start);
        }
    }

    private static async Task<long> StreamAsync(CallInvoker invoker, int count)
    {
        var start = Stopwatch.GetTimestamp();
        using var call = invoker.AsyncDuplexStreamingCall(EchoServer.Chat, null, default);
        var writing = Task.Run(async () =>
        {
            for (var number = 0; number < count; number++)
                await call.RequestStream.WriteAsync(Message);
            await call.RequestStream.CompleteAsync();
        });
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
        }

        await writing;
        return (long)(count / Stopwatch.GetElapsedTime(start).TotalSeconds);
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ChurnPredict.Contracts.V1;
using ChurnPredict.History;

namespace ChurnPredict.Benchmarks;

/// <summary>
/// <c>server MODELS HISTORY [SECONDS] [IN_FLIGHT]</c>: unary ScoreCustomer over loopback against the real server, random customers
/// at changing dates, nothing computed before; once without reasons and actions and once with them. Prints one JSON line.
/// </summary>
internal static class ServerBenchmark
{
    private const int DatesBack = 120;

    /// <param name="arguments">Model library, history, seconds to measure each kind (default 10), calls in flight (default 16).</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var seconds = arguments.Length > 2 ? double.Parse(arguments[2], CultureInfo.InvariantCulture) : 10;
        var inFlight = arguments.Length > 3 ? int.Parse(arguments[3], CultureInfo.InvariantCulture) : 16;
        var questions = Questions(arguments[1]);
        using var server = await ServerProcess.StartAsync(arguments[0], arguments[1]);
        var (loaded, loading) = (server.Megabytes, server.ProcessorTime);
        var plain = await MeasureAsync(server, questions with { IsPlain = true }, inFlight, seconds);
        var whole = await MeasureAsync(server, questions, inFlight, seconds);
        Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["customers"] = questions.Ids.Length,
            ["in_flight"] = inFlight,
            ["ready_s"] = Math.Round(server.ReadyAfter.TotalSeconds, 2),
            ["ready_processor_s"] = Math.Round(loading.TotalSeconds, 2),
            ["loaded_mb"] = Math.Round(loaded),
            ["memory_mb"] = Math.Round(server.Megabytes),
            ["plain"] = plain,
            ["with_reasons_and_actions"] = whole,
        }));
        return 0;
    }

    private static ServerQuestions Questions(string history)
    {
        using var source = HistoryReader.Open(history, new HistoryReaderOptions { ThreadCount = Environment.ProcessorCount });
        var store = ((InMemoryHistory)source).Store;
        var last = store.TimeAxis.LocalDate(store.LastEventAt).AddDays(1);
        return new ServerQuestions(
            [.. Enumerable.Range(0, store.CustomerCount).Select(customer => store.Ids[customer])],
            [.. Enumerable.Range(0, DatesBack).Select(days => last.AddDays(-days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))]);
    }

    private static async Task<Dictionary<string, object>> MeasureAsync(ServerProcess server, ServerQuestions questions, int inFlight, double seconds)
    {
        await CallAsync(server, questions, inFlight, Math.Min(5, seconds));
        var processorBefore = server.ProcessorTime;
        var latencies = await CallAsync(server, questions, inFlight, seconds);
        var processor = server.ProcessorTime - processorBefore;
        latencies.Sort();
        return new Dictionary<string, object>
        {
            ["calls_per_s"] = (long)(latencies.Count / seconds),
            ["p50_ms"] = Milliseconds(latencies[latencies.Count / 2]),
            ["p99_ms"] = Milliseconds(latencies[(int)(latencies.Count * 0.99)]),
            ["server_processor_us_per_call"] = Math.Round(processor.TotalMicroseconds / latencies.Count, 1),
        };
    }

    private static async Task<List<long>> CallAsync(ServerProcess server, ServerQuestions questions, int inFlight, double seconds)
    {
        var end = Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);
        var client = new ChurnPrediction.ChurnPredictionClient(server.Channel);
        var callers = Enumerable.Range(0, inFlight).Select(seed => Task.Run(() => CallUntilAsync(client, questions, new Random(seed), end)));
        return [.. (await Task.WhenAll(callers)).SelectMany(latencies => latencies)];
    }

    private static async Task<List<long>> CallUntilAsync(ChurnPrediction.ChurnPredictionClient client, ServerQuestions questions, Random random, long end)
    {
        var latencies = new List<long>(10_000);
        while (true)
        {
            var request = questions.Next(random);
            var start = Stopwatch.GetTimestamp();
            if (start >= end) return latencies;
            await client.ScoreCustomerAsync(request);
            latencies.Add(Stopwatch.GetTimestamp() - start);
        }
    }

    private static double Milliseconds(long ticks) => Math.Round(Stopwatch.GetElapsedTime(0, ticks).TotalMilliseconds, 2);
}

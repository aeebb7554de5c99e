using System.Diagnostics;
using System.Diagnostics.Metrics;
using ChurnPredict.Server.Serving;

namespace ChurnPredict.Server.Telemetry;

/// <summary>The server's meter and activity source; exported by OTLP when an endpoint is configured.</summary>
internal sealed class ServerMetrics : IDisposable
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = "ChurnPredict.Server";

    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _calls;
    private readonly Histogram<double> _latency;
    private readonly Counter<long> _scored;

    public ServerMetrics(ServingState state, TimeProvider clock)
    {
        _calls = _meter.CreateCounter<long>("churnpredict.calls", "{call}", "gRPC calls by method and status");
        _latency = _meter.CreateHistogram<double>("churnpredict.call.duration", "s", "Duration of gRPC calls by method and status");
        _scored = _meter.CreateCounter<long>("churnpredict.customers.scored", "{customer}", "Customers scored");
        _meter.CreateObservableGauge(
            "churnpredict.model.age",
            () => state.Current is { } current
                ? [new Measurement<double>((clock.GetUtcNow() - current.LoadedAt).TotalSeconds, new KeyValuePair<string, object?>("model_id", current.ModelId))]
                : Array.Empty<Measurement<double>>(),
            "s",
            "Time since the served model was loaded");
    }

    /// <summary>Traces of calls.</summary>
    public ActivitySource Activities { get; } = new(Name);

    public void Called(string method, string status, TimeSpan duration)
    {
        var tags = new TagList { { "method", method }, { "status", status } };
        _calls.Add(1, tags);
        _latency.Record(duration.TotalSeconds, tags);
    }

    public void Scored(int customers) => _scored.Add(customers);

    public void Dispose()
    {
        _meter.Dispose();
        Activities.Dispose();
    }
}

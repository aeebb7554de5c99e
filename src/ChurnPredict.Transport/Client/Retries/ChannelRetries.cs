using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;

namespace ChurnPredict.Transport;

/// <summary>The retries that a channel's service config asks for, by method. Thread-safe.</summary>
internal sealed class ChannelRetries
{
    private readonly Dictionary<(string? Service, string? Method), MethodRetries> _configured = [];
    private readonly ConcurrentDictionary<IMethod, MethodRetries?> _byMethod = new();

    /// <exception cref="InvalidOperationException">A policy makes no sense, or a method is named twice.</exception>
    public ChannelRetries(ServiceConfig? config, GrpcChannelOptions options)
    {
        if (config is null)
            return;
        var throttle = config.RetryThrottling is { } policy ? new RetryThrottle(policy) : null;
        foreach (var (name, retries) in config.MethodConfigs
            .Where(method => method.RetryPolicy is not null)
            .SelectMany(method => method.Names.Select(name => (name, new MethodRetries(method.RetryPolicy!, options.MaxRetryAttempts, throttle)))))
        {
            if (!_configured.TryAdd((Known(name.Service), Known(name.Method)), retries))
                throw new InvalidOperationException($"The service config names '{name.Service}/{name.Method}' twice.");
        }
    }

    /// <summary>The retries of a method; null: none.</summary>
    public MethodRetries? Of(IMethod method) => _configured.Count == 0 ? null : _byMethod.GetOrAdd(method, static (method, configured) =>
        configured.GetValueOrDefault((method.ServiceName, method.Name))
        ?? configured.GetValueOrDefault((method.ServiceName, null))
        ?? configured.GetValueOrDefault((null, null)), _configured);

    private static string? Known(string? name) => string.IsNullOrEmpty(name) ? null : name;
}

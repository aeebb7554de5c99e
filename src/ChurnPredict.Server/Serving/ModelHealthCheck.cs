using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ChurnPredict.Server.Serving;

/// <summary>Healthy with a model; degraded when a newer one was refused; unhealthy without any.</summary>
internal sealed class ModelHealthCheck(ServingState state) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        state.Current is not { } current ? HealthCheckResult.Unhealthy(state.WhyNone)
        : state.Problem is { } problem ? HealthCheckResult.Degraded($"serving {current.ModelId}; the newest was refused: {problem}")
        : HealthCheckResult.Healthy($"serving {current.ModelId}"));
}

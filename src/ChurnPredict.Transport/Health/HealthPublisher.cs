using Grpc.AspNetCore.HealthChecks;
using Grpc.HealthCheck;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace ChurnPredict.Transport;

/// <summary>Tells the health service what the application's checks found, whenever they ran.</summary>
internal sealed class HealthPublisher(HealthServiceImpl health, IOptions<GrpcHealthChecksOptions> options) : IHealthCheckPublisher
{
    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        foreach (var service in options.Value.Services)
        {
            var own = report.Entries.Where(
                entry => service.HealthCheckPredicate?.Invoke(new HealthCheckMapContext(entry.Key, entry.Value.Tags)) ?? true);
            health.SetStatus(service.Name, HealthReports.StatusOf([.. own.Select(entry => entry.Value)]));
        }

        return Task.CompletedTask;
    }
}

using Microsoft.Extensions.Diagnostics.HealthChecks;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace ChurnPredict.Transport;

/// <summary>What health checks mean for a service.</summary>
internal static class HealthReports
{
    /// <summary>One unhealthy check is enough; a degraded service still serves. Without checks nothing is known.</summary>
    public static ServingStatus StatusOf(IReadOnlyCollection<HealthReportEntry> entries)
    {
        if (entries.Count == 0)
            return ServingStatus.Unknown;
        return entries.Any(entry => entry.Status == HealthStatus.Unhealthy) ? ServingStatus.NotServing : ServingStatus.Serving;
    }
}

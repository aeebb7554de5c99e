using Grpc.AspNetCore.HealthChecks;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.HealthCheck;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace ChurnPredict.Transport;

/// <summary>The health service over the application's own health checks.</summary>
internal sealed class HealthService(
    HealthServiceImpl published,
    HealthCheckService checks,
    IOptions<GrpcHealthChecksOptions> options,
    IHostApplicationLifetime lifetime) : Health.HealthBase
{
    public override async Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context)
    {
        if (options.Value.UseHealthChecksCache)
            return await published.Check(request, context).ConfigureAwait(false);
        return await RunChecksAsync(request.Service, context.CancellationToken).ConfigureAwait(false) is { } status
            ? new HealthCheckResponse { Status = status }
            : throw new RpcException(new Status(StatusCode.NotFound, $"There is no service '{request.Service}'."));
    }

    public override async Task Watch(
        HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        var stopping = options.Value.SuppressCompletionOnShutdown ? CancellationToken.None : lifetime.ApplicationStopping;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, stopping);
        ServingStatus? last = null;
        await foreach (var status in published.WatchAsync(request.Service, end.Token).ConfigureAwait(false))
        {
            // What was published last may be old, or nothing may have been published yet.
            var now = last is null ? await FirstAsync(request.Service, status, end.Token).ConfigureAwait(false) : status;
            if (now != last)
                await responseStream.WriteAsync(new HealthCheckResponse { Status = now }).ConfigureAwait(false);
            last = now;
        }

        if (!context.CancellationToken.IsCancellationRequested)
            await responseStream.WriteAsync(new HealthCheckResponse { Status = ServingStatus.NotServing }).ConfigureAwait(false);
    }

    private async Task<ServingStatus> FirstAsync(string service, ServingStatus publishedStatus, CancellationToken cancellationToken) =>
        options.Value.UseHealthChecksCache
            ? publishedStatus
            : await RunChecksAsync(service, cancellationToken).ConfigureAwait(false) ?? publishedStatus;

    /// <summary>Runs a service's checks; null for a service that is not mapped.</summary>
    private async Task<ServingStatus?> RunChecksAsync(string service, CancellationToken cancellationToken)
    {
        if (options.Value.Services.Find(service) is not { } mapping)
            return null;
        var report = await checks.CheckHealthAsync(
            check => mapping.HealthCheckPredicate?.Invoke(new HealthCheckMapContext(check.Name, check.Tags)) ?? true,
            cancellationToken).ConfigureAwait(false);
        return HealthReports.StatusOf([.. report.Entries.Values]);
    }
}

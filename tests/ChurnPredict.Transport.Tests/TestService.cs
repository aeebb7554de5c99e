using ChurnPredict.Transport.Tests.Protos;
using Google.Protobuf;
using Grpc.Core;

namespace ChurnPredict.Transport.Tests;

/// <summary>The service that all clients of the tests call; written as any Grpc.AspNetCore service.</summary>
internal sealed class TestService(TestCounters counters, Grpc.HealthCheck.HealthServiceImpl health) : Protos.TestService.TestServiceBase
{
    public override Task<TestMessage> Unary(TestMessage request, ServerCallContext context) => Task.FromResult(request);

    public override async Task<Summary> Collect(IAsyncStreamReader<TestMessage> requestStream, ServerCallContext context)
    {
        var summary = new Summary();
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
            (summary.Count, summary.Sum) = (summary.Count + 1, summary.Sum + request.Number);
        return summary;
    }

    public override async Task Expand(
        ExpandRequest request, IServerStreamWriter<TestMessage> responseStream, ServerCallContext context)
    {
        using var running = counters.Enter(context.CancellationToken);
        try
        {
            for (var number = 0; number < request.Count; number++)
            {
                counters.Written(number + 1);
                await responseStream.WriteAsync(new TestMessage { Number = number, Payload = request.Payload });
            }
        }
        catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested)
        {
            // A write may learn that nobody reads any more before the token is cancelled.
            counters.WriteCancelled();
            throw;
        }
    }

    public override async Task Chat(
        IAsyncStreamReader<TestMessage> requestStream, IServerStreamWriter<TestMessage> responseStream, ServerCallContext context)
    {
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
            await responseStream.WriteAsync(request);
    }

    public override Task<TestMessage> Fail(FailRequest request, ServerCallContext context)
    {
        if (request.Throw)
            throw new InvalidOperationException(request.Detail);
        var trailers = new Metadata { { "t-reason", "asked for" } };
        if (!request.DetailsBin.IsEmpty)
            trailers.Add("grpc-status-details-bin", request.DetailsBin.ToByteArray());
        throw new RpcException(new Status((StatusCode)request.Code, request.Detail), trailers);
    }

    public override async Task<TestMessage> Wait(WaitRequest request, ServerCallContext context)
    {
        using var running = counters.Enter(context.CancellationToken);
        var token = request.IgnoreCancellation ? CancellationToken.None : context.CancellationToken;
        await Task.Delay(request.Milliseconds, token);
        return new TestMessage();
    }

    public override async Task<Inspection> Inspect(TestMessage request, ServerCallContext context)
    {
        var inspection = new Inspection
        {
            Method = context.Method,
            Host = context.Host,
            Peer = context.Peer,
            HasDeadline = context.Deadline != DateTime.MaxValue,
        };
        if (inspection.HasDeadline)
            inspection.MillisecondsLeft = (long)(context.Deadline - DateTime.UtcNow).TotalMilliseconds;
        var headers = new Metadata();
        foreach (var entry in context.RequestHeaders)
        {
            if (entry.IsBinary)
                inspection.BinaryHeaders[entry.Key] = ByteString.CopyFrom(entry.ValueBytes);
            else
                inspection.Headers[entry.Key] = entry.Value;
            if (entry.Key.StartsWith("x-", StringComparison.Ordinal))
                headers.Add(entry);
            if (entry.Key.StartsWith("t-", StringComparison.Ordinal))
                context.ResponseTrailers.Add(entry);
        }

        await context.WriteResponseHeadersAsync(headers);
        return inspection;
    }

    public override Task<Counters> GetCounters(TestMessage request, ServerCallContext context) =>
        Task.FromResult(new Counters
        {
            Running = counters.Running, Cancelled = counters.Cancelled, Memory = GC.GetTotalMemory(forceFullCollection: false),
        });

    public override Task<TestMessage> SetHealth(TestMessage request, ServerCallContext context)
    {
        health.SetStatus(request.Text, (Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus)request.Number);
        return Task.FromResult(request);
    }
}

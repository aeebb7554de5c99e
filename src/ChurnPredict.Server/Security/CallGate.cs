using System.Diagnostics.CodeAnalysis;
using Grpc.Core;

namespace ChurnPredict.Server.Security;

/// <summary>Lets calls in that bring the right credentials, as many at a time as the server takes.</summary>
internal sealed class CallGate(ServerSettings settings, TokenFile? tokens, TimeProvider clock)
{
    private const string Bearer = "Bearer ";
    private const string Health = "/grpc.health.";
    private const string HealthCheck = "/grpc.health.v1.Health/Check";

    private int _inFlight;

    /// <summary>Takes a place; disposing gives it back. A health check needs none, and no health call credentials.</summary>
    /// <exception cref="RpcException">UNAUTHENTICATED, PERMISSION_DENIED or RESOURCE_EXHAUSTED.</exception>
    public IDisposable Enter(ServerCallContext context)
    {
        // Whoever restarts what does not answer must not do so because it is busy. Watch holds its place for long.
        if (context.Method == HealthCheck) return new Place(null);
        CheckCredentials(context);
        if (Interlocked.Increment(ref _inFlight) > settings.MaximumCallsInFlight)
        {
            Interlocked.Decrement(ref _inFlight);
            Refuse(StatusCode.ResourceExhausted, $"{settings.MaximumCallsInFlight} calls are in flight already; try again with a pause that grows");
        }

        return new Place(this);
    }

    private void CheckCredentials(ServerCallContext context)
    {
        if (tokens is null || context.Method.StartsWith(Health, StringComparison.Ordinal)) return;
        var header = context.RequestHeaders.GetValue("authorization");
        if (header is null || !header.StartsWith(Bearer, StringComparison.Ordinal))
            Refuse(StatusCode.Unauthenticated, "no bearer token; send the header 'authorization: Bearer TOKEN'");
        if (tokens.RoleOf(header[Bearer.Length..], clock.GetUtcNow()) is not { } role)
            Refuse(StatusCode.Unauthenticated, "the token is unknown or expired; ask the server's owner for a new one");
        else if (role == TokenRole.Scorer && !context.Method.StartsWith("/churnpredict.v1.", StringComparison.Ordinal))
            Refuse(StatusCode.PermissionDenied, "the token's role is scorer; this method needs admin");
    }

    [DoesNotReturn]
    private static void Refuse(StatusCode code, string message) => throw new RpcException(new Status(code, message));

    private sealed class Place(CallGate? gate) : IDisposable
    {
        public void Dispose()
        {
            if (gate is not null) Interlocked.Decrement(ref gate._inFlight);
        }
    }
}

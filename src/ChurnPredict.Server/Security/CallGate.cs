using System.Diagnostics.CodeAnalysis;
using Grpc.Core;

namespace ChurnPredict.Server.Security;

/// <summary>Lets calls in that bring the right credentials, as many at a time as the server takes; those about the server itself have
/// places apart, so that whoever looks on takes none from whoever works.</summary>
internal sealed class CallGate(ServerSettings settings, TokenFile? tokens, TimeProvider clock)
{
    private const string Bearer = "Bearer ";
    private const string Health = "/grpc.health.";
    private const string HealthCheck = "/grpc.health.v1.Health/Check";
    private const string Reflection = "/grpc.reflection.";

    private readonly CallPlaces _calls = new(settings.MaximumCallsInFlight, "calls are in flight");
    private readonly CallPlaces _watches = new(settings.MaximumWatchers, "calls watch the health");
    private readonly CallPlaces _reflections = new(settings.MaximumWatchers, "calls of reflection are open");

    /// <summary>Takes a place; disposing gives it back, null needs none: a health check. No health call needs credentials.</summary>
    /// <exception cref="RpcException">UNAUTHENTICATED, PERMISSION_DENIED or RESOURCE_EXHAUSTED.</exception>
    public IDisposable? Enter(ServerCallContext context)
    {
        // Whoever restarts what does not answer must not do so because it is busy.
        if (context.Method == HealthCheck) return null;
        CheckCredentials(context);
        var places = PlacesOf(context.Method);
        var place = places.TryTake();
        if (place is null) Refuse(StatusCode.ResourceExhausted, $"{places.Maximum} {places.Taken} already; try again with a pause that grows");
        return place;
    }

    /// <summary>Watch and reflection stay open for as long as the client likes, and cost next to nothing meanwhile.</summary>
    private CallPlaces PlacesOf(string method) =>
        method.StartsWith(Health, StringComparison.Ordinal) ? _watches
        : method.StartsWith(Reflection, StringComparison.Ordinal) ? _reflections
        : _calls;

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
}

namespace Grpc.AspNetCore.HealthChecks;

/// <summary>A service and the health checks that make its health.</summary>
public sealed class ServiceMapping
{
    /// <summary>Makes a mapping.</summary>
    /// <param name="name">The service with its package; empty = the server as a whole.</param>
    /// <param name="predicate">Whether a check belongs to it.</param>
    public ServiceMapping(string name, Func<HealthCheckMapContext, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(predicate);
        Name = name;
        HealthCheckPredicate = predicate;
    }

    /// <summary>The service with its package; empty = the server as a whole.</summary>
    public string Name { get; }

    /// <summary>Whether a check belongs to it.</summary>
    public Func<HealthCheckMapContext, bool>? HealthCheckPredicate { get; }
}

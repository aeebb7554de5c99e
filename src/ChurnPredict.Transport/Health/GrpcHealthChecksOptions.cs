namespace Grpc.AspNetCore.HealthChecks;

/// <summary>How the application's health checks become the health of gRPC services.</summary>
public sealed class GrpcHealthChecksOptions
{
    /// <summary>Which checks belong to which service. By default all of them belong to the server as a whole, "".</summary>
    public ServiceMappingCollection Services { get; } = [];

    /// <summary>Whether Check answers with the last published result instead of running the checks. Default: no.</summary>
    public bool UseHealthChecksCache { get; set; }

    /// <summary>Whether Watch goes on when the application stops. Default: no, it says NOT_SERVING and ends.</summary>
    public bool SuppressCompletionOnShutdown { get; set; }
}

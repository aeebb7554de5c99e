using Grpc.AspNetCore.Server;

namespace ChurnPredict.Transport;

/// <summary>Objects that were made for one call.</summary>
internal static class Activated
{
    public static ValueTask ReleaseAsync<T>(GrpcActivatorHandle<T> handle)
    {
        if (!handle.Created)
            return default;
        if (handle.Instance is IAsyncDisposable asynchronous)
            return asynchronous.DisposeAsync();
        (handle.Instance as IDisposable)?.Dispose();
        return default;
    }
}

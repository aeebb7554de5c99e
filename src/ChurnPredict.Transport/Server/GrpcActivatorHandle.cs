namespace Grpc.AspNetCore.Server;

/// <summary>An object made for a call.</summary>
/// <typeparam name="T">Its type.</typeparam>
public readonly struct GrpcActivatorHandle<T>
{
    /// <summary>Makes a handle.</summary>
    /// <param name="instance">The object.</param>
    /// <param name="created">Whether it was made for this call, and so is to be disposed of with it.</param>
    /// <param name="state">Anything the activator wants back.</param>
    public GrpcActivatorHandle(T instance, bool created, object? state)
    {
        Instance = instance;
        Created = created;
        State = state;
    }

    /// <summary>The object.</summary>
    public T Instance { get; }

    /// <summary>Whether it was made for this call.</summary>
    public bool Created { get; }

    /// <summary>Anything the activator wants back; may be null.</summary>
    public object? State { get; }
}

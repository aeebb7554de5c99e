namespace Grpc.Core;

/// <summary>A client's requests.</summary>
/// <typeparam name="T">Type of the requests.</typeparam>
public interface IClientStreamWriter<in T> : IAsyncStreamWriter<T>
{
    /// <summary>Tells the server that there are no more requests; the call goes on until its status.</summary>
    Task CompleteAsync();
}

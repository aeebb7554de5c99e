namespace Grpc.Core;

/// <summary>A handler's responses.</summary>
/// <typeparam name="T">Type of the responses.</typeparam>
public interface IServerStreamWriter<in T> : IAsyncStreamWriter<T>
{
}

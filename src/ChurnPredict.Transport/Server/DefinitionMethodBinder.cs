using Grpc.Core;

namespace ChurnPredict.Transport;

/// <summary>Takes the methods of a definition together with their handlers.</summary>
internal sealed class DefinitionMethodBinder<TService>(ServiceMapper<TService> mapper) : ServiceBinderBase
    where TService : class
{
    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler) =>
        Map(method, new UnaryHandler<TRequest, TResponse>(
            method, mapper.Options, mapper.Logger, mapper.Interceptors.Unary(Checked(method, handler))));

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler) =>
        Map(method, new ClientStreamingHandler<TRequest, TResponse>(
            method, mapper.Options, mapper.Logger, mapper.Interceptors.ClientStreaming(Checked(method, handler))));

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler) =>
        Map(method, new ServerStreamingHandler<TRequest, TResponse>(
            method, mapper.Options, mapper.Logger, mapper.Interceptors.ServerStreaming(Checked(method, handler))));

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler) =>
        Map(method, new DuplexStreamingHandler<TRequest, TResponse>(
            method, mapper.Options, mapper.Logger, mapper.Interceptors.DuplexStreaming(Checked(method, handler))));

    private void Map(IMethod method, CallHandler handler) => mapper.Map(method, handler.HandleAsync, []);

    private static THandler Checked<THandler>(IMethod method, THandler? handler)
        where THandler : class =>
        handler ?? throw new ArgumentException($"The definition has no handler for {method.FullName}.", nameof(handler));
}

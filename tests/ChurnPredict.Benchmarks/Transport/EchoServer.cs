using System.Net;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChurnPredict.Benchmarks;

/// <summary>Kestrel on loopback that answers bytes with the same bytes; the same code on both package stacks.</summary>
internal sealed class EchoServer : IAsyncDisposable
{
    private static readonly Marshaller<BytesValue> Marshaller = Marshallers.Create(
        (BytesValue message, SerializationContext context) =>
        {
            context.SetPayloadLength(message.CalculateSize());
            message.WriteTo(context.GetBufferWriter());
            context.Complete();
        },
        context => BytesValue.Parser.ParseFrom(context.PayloadAsReadOnlySequence()));

    private readonly WebApplication _application;

    private EchoServer(WebApplication application) => _application = application;

    public static Method<BytesValue, BytesValue> Unary { get; } =
        new(MethodType.Unary, "churnpredict.benchmarks.Echo", "Unary", Marshaller, Marshaller);

    public static Method<BytesValue, BytesValue> Chat { get; } =
        new(MethodType.DuplexStreaming, "churnpredict.benchmarks.Echo", "Chat", Marshaller, Marshaller);

    public Uri Address => new(_application.Urls.First());

    public static async Task<EchoServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        var application = builder.Build();
        application.MapGrpcService(ServerServiceDefinition.CreateBuilder()
            .AddMethod(Unary, (request, _) => Task.FromResult(request))
            .AddMethod(Chat, EchoAllAsync)
            .Build());
        await application.StartAsync();
        return new EchoServer(application);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static async Task EchoAllAsync(
        IAsyncStreamReader<BytesValue> requests, IServerStreamWriter<BytesValue> responses, ServerCallContext context)
    {
        while (await requests.MoveNext(CancellationToken.None))
            await responses.WriteAsync(requests.Current);
    }
}

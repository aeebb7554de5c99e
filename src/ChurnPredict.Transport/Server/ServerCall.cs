using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ChurnPredict.Transport;

/// <summary>One call on the server: what its handler sees of it. How it is answered is in the other part.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The deadline is disposed of at the end of the call.")]
internal sealed partial class ServerCall : ServerCallContext, IServerCallContextFeature
{
    private readonly IMethod _method;
    private readonly ILogger _logger;
    private Metadata? _requestHeaders;
    private Metadata? _responseTrailers;
    private AuthContext? _authContext;
    private PayloadReader? _reader;
    private PayloadWriter? _writer;
    private ServerDeadline? _deadline;
    private Status _status;

    public ServerCall(HttpContext httpContext, IMethod method, MethodOptions options, ILogger logger)
    {
        HttpContext = httpContext;
        _method = method;
        Options = options;
        _logger = logger;
    }

    public HttpContext HttpContext { get; }

    public MethodOptions Options { get; }

    public ServerCallContext ServerCallContext => this;

    public PayloadReader Reader => _reader ??= new PayloadReader();

    protected override string MethodCore => _method.FullName;

    protected override string HostCore => HttpContext.Request.Host.Value ?? "";

    protected override string PeerCore => PeerAddress.Format(HttpContext.Connection);

    protected override DateTime DeadlineCore => _deadline?.Deadline ?? DateTime.MaxValue;

    protected override Metadata RequestHeadersCore => _requestHeaders ??= RequestMetadata.Read(HttpContext.Request.Headers);

    protected override CancellationToken CancellationTokenCore => _deadline?.Token ?? HttpContext.RequestAborted;

    protected override Metadata ResponseTrailersCore => _responseTrailers ??= [];

    protected override Status StatusCore
    {
        get => _status;
        set => _status = value;
    }

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore =>
        _authContext ??= PeerIdentity.Read(HttpContext.Connection.ClientCertificate);

    protected override IDictionary<object, object> UserStateCore => HttpContext.Items!;

    /// <summary>Decompresses a request message by the request's own encoding.</summary>
    public void DecompressRequest(in ReadOnlySequence<byte> message, PooledBuffer target) => Options.Compressions.Decompress(
        HttpContext.Request.Headers[GrpcHeaderNames.Encoding], message, Options.MaxReceiveMessageSize, target);

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
        new PropagatedContext(this, options ?? ContextPropagationOptions.Default);
}

using System.IO.Pipelines;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace ChurnPredict.Transport;

/// <summary>
/// How a call is answered. The deadline may end a call while its handler writes, so whatever goes into the response
/// goes there under <see cref="_gate"/>, and nothing does once <see cref="_isEnded"/>.
/// </summary>
internal sealed partial class ServerCall
{
    /// <summary>HTTP/2's error code for a stream that is no longer wanted.</summary>
    private const int CancelStream = 8;

    /// <summary>How long a client that reads nothing is waited for after its own deadline.</summary>
    private static readonly TimeSpan ExpiryGrace = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private string? _responseEncoding;
    private bool _isEnded;

    /// <summary>Nobody reads any more: the client is gone, which the connection may know before the token does, or its deadline passed.</summary>
    private volatile bool _isGivenUp;

    /// <summary>Sets the response up and starts the deadline.</summary>
    public void Begin()
    {
        var headers = HttpContext.Request.Headers;
        HttpContext.Response.ContentType = GrpcHeaderNames.ContentType;
        if (Options.ResponseEncoding is { } encoding && Accepts(headers[GrpcHeaderNames.AcceptEncoding], encoding))
            UseEncoding(encoding);
        if (!headers.TryGetValue(GrpcHeaderNames.Timeout, out var timeout))
            return;
        if (TimeoutHeader.TryParse(timeout, out var parsed))
            _deadline = new ServerDeadline(this, parsed);
        else
            throw RequestMessages.Invalid($"Found '{timeout}' as {GrpcHeaderNames.Timeout}; expected up to 8 digits and one of n, u, m, S, M, H.");
    }

    /// <summary>Writes the one response of a call that is not a stream.</summary>
    public ValueTask WriteSingleAsync<T>(T? message, Marshaller<T> marshaller)
        where T : class
    {
        if (message is null)
            throw new RpcException(new Status(StatusCode.Cancelled, "No message returned from method."));
        var start = HttpContext.Response.HasStarted ? Task.CompletedTask : HttpContext.Response.StartAsync();
        if (!start.IsCompletedSuccessfully)
            return WriteAfter(start, message, marshaller);
        Append(message, marshaller);
        return default;
    }

    /// <summary>Writes one response of a stream and waits until there is room for the next.</summary>
    public Task WriteNextAsync<T>(T message, Marshaller<T> marshaller, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            if (!HttpContext.Response.HasStarted)
                return StartAndWriteAsync(message, marshaller, cancellationToken);
            Append(message, marshaller);
            return IsBuffering ? Task.CompletedTask : FlushAsync(cancellationToken);
        }
        catch (Exception exception)
        {
            return Task.FromException(exception);
        }
    }

    /// <summary>Ends the stream abruptly; the client sees CANCELLED.</summary>
    public void Abort()
    {
        if (HttpContext.Features.Get<IHttpResetFeature>() is { } reset)
            reset.Reset(CancelStream);
        else
            HttpContext.Abort();
    }

    /// <summary>Turns an exception into the call's status, without telling the client what it must not know.</summary>
    public void Fail(Exception exception)
    {
        if (exception is RpcException error)
        {
            TransportLog.HandlerEndedCall(_logger, MethodCore, error.StatusCode, error.Status.DebugException);
            foreach (var entry in error.Trailers)
                ResponseTrailers.Add(entry);
            _status = error.Status;
        }
        else if (exception is OperationCanceledException or IOException && (_isGivenUp || CancellationTokenCore.IsCancellationRequested))
        {
            TransportLog.CallCancelled(_logger, MethodCore);
            _status = new Status(StatusCode.Cancelled, "The call was cancelled.");
        }
        else
        {
            TransportLog.HandlerThrew(_logger, exception, MethodCore);
            _status = new Status(StatusCode.Unknown, Options.EnableDetailedErrors
                ? $"Exception was thrown by handler. {exception.GetType().Name}: {exception.Message}"
                : "Exception was thrown by handler.");
        }
    }

    /// <summary>Sends trailers and status, unless the deadline did.</summary>
    public ValueTask EndAsync()
    {
        lock (_gate)
        {
            if (!_isEnded)
                WriteStatus();
            _isEnded = true;
        }

        return _deadline?.DisposeAsync() ?? default;
    }

    /// <summary>Ends the call at its deadline, while its handler may still run.</summary>
    public async Task ExpireAsync()
    {
        lock (_gate)
        {
            if (_isEnded)
                return;
            _isEnded = _isGivenUp = true;
            TransportLog.DeadlinePassed(_logger, MethodCore);
            _status = new Status(StatusCode.DeadlineExceeded, "Deadline Exceeded");
            WriteStatus();
        }

        try
        {
            await HttpContext.Response.CompleteAsync().WaitAsync(ExpiryGrace).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TimeoutException or IOException or InvalidOperationException)
        {
            TransportLog.DeadlineNotDelivered(_logger, exception, MethodCore);
        }

        Abort();
    }

    protected override async Task WriteResponseHeadersAsyncCore(Metadata responseHeaders)
    {
        ArgumentNullException.ThrowIfNull(responseHeaders);
        lock (_gate)
        {
            if (_isEnded || HttpContext.Response.HasStarted)
                throw new InvalidOperationException("Response headers can only be sent once per call, before the first response.");
            foreach (var entry in responseHeaders)
                AddHeader(entry);
        }

        await HttpContext.Response.BodyWriter.FlushAsync().ConfigureAwait(false);
    }

    private static bool Accepts(string? acceptEncoding, string encoding) => acceptEncoding is not null
        && acceptEncoding.Split(',', StringSplitOptions.TrimEntries).Contains(encoding, StringComparer.Ordinal);

    /// <summary>Adds a value, an empty one too, which IHeaderDictionary.Append would leave out.</summary>
    private static void Add(IHeaderDictionary target, Metadata.Entry entry) => target[entry.Key] = StringValues.Concat(
        target[entry.Key], entry.IsBinary ? BinaryHeader.Encode(entry.BinaryValue) : entry.Value);

    private bool IsBuffering => WriteOptionsCore is { } options && options.Flags.HasFlag(WriteFlags.BufferHint);

    private string? MessageEncoding =>
        WriteOptionsCore is { } options && options.Flags.HasFlag(WriteFlags.NoCompress) ? null : _responseEncoding;

    private async ValueTask WriteAfter<T>(Task start, T message, Marshaller<T> marshaller)
        where T : class
    {
        await start.ConfigureAwait(false);
        Append(message, marshaller);
    }

    private async Task StartAndWriteAsync<T>(T message, Marshaller<T> marshaller, CancellationToken cancellationToken)
        where T : class
    {
        await HttpContext.Response.StartAsync(cancellationToken).ConfigureAwait(false);
        Append(message, marshaller);
        if (!IsBuffering)
            await FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private void Append<T>(T message, Marshaller<T> marshaller)
        where T : class
    {
        lock (_gate)
        {
            if (_isGivenUp)
                throw new OperationCanceledException("The client no longer waits for the response.");
            if (_isEnded)
                throw new InvalidOperationException("Can't write the message because the call has ended.");
            _writer ??= new PayloadWriter(Options.Compressions, Options.MaxSendMessageSize);
            _writer.Write(message, marshaller, HttpContext.Response.BodyWriter, MessageEncoding, Options.ResponseCompressionLevel);
        }
    }

    private Task FlushAsync(CancellationToken cancellationToken)
    {
        var flush = HttpContext.Response.BodyWriter.FlushAsync(CancellationToken.None);
        if (!flush.IsCompletedSuccessfully)
            return AwaitFlushAsync(flush, cancellationToken);
        ThrowUnlessRead(flush.GetAwaiter().GetResult());
        return Task.CompletedTask;
    }

    private async Task AwaitFlushAsync(ValueTask<FlushResult> flush, CancellationToken cancellationToken)
    {
        using var abort = cancellationToken.UnsafeRegister(static call => ((ServerCall)call!).Abort(), this);
        var result = await flush.ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        ThrowUnlessRead(result);
    }

    private void ThrowUnlessRead(FlushResult result)
    {
        if (!result.IsCompleted && !result.IsCanceled)
            return;
        _isGivenUp = true;
        CancellationTokenCore.ThrowIfCancellationRequested();
        throw new OperationCanceledException("The client no longer reads the responses.");
    }

    private void AddHeader(Metadata.Entry entry)
    {
        if (entry.Key == GrpcHeaderNames.RequestCompression)
            UseEncoding(entry.Value);
        else
            Add(HttpContext.Response.Headers, entry);
    }

    private void UseEncoding(string encoding)
    {
        if (encoding == GrpcHeaderNames.IdentityEncoding)
        {
            _responseEncoding = null;
            HttpContext.Response.Headers.Remove(GrpcHeaderNames.Encoding);
            return;
        }

        if (!Options.Compressions.Knows(encoding))
            throw new InvalidOperationException(
                $"The response compression '{encoding}' has no provider; expected one of: {Options.Compressions.AcceptEncoding}.");
        _responseEncoding = encoding;
        HttpContext.Response.Headers[GrpcHeaderNames.Encoding] = encoding;
    }

    private void WriteStatus()
    {
        var response = HttpContext.Response;
        var target = response.HasStarted
            ? HttpContext.Features.Get<IHttpResponseTrailersFeature>()?.Trailers
                ?? throw new InvalidOperationException("This server cannot send trailers, which gRPC needs.")
            : response.Headers;
        if (_status.StatusCode == StatusCode.Unimplemented && !response.HasStarted)
            response.Headers[GrpcHeaderNames.AcceptEncoding] = Options.Compressions.AcceptEncoding;
        if (_responseTrailers is not null)
            AddTrailers(target, _responseTrailers);
        RequestProtocol.SetStatus(target, _status);
    }

    private void AddTrailers(IHeaderDictionary target, Metadata trailers)
    {
        foreach (var entry in trailers)
        {
            try
            {
                Add(target, entry);
            }
            catch (InvalidOperationException exception)
            {
                TransportLog.TrailerRefused(_logger, exception, entry.Key, MethodCore);
                _status = new Status(StatusCode.Internal, $"The trailer '{entry.Key}' has characters other than printable ASCII.");
            }
        }
    }
}

using System.Globalization;
using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Net.Client;

namespace ChurnPredict.Transport;

/// <summary>One call of a client: sends the request and opens the response.</summary>
internal sealed class ClientCall<TRequest, TResponse> : ClientCall
    where TRequest : class
    where TResponse : class
{
    private readonly string? _host;
    private readonly string? _requestEncoding;

    public ClientCall(GrpcChannel channel, Method<TRequest, TResponse> method, string? host, CallOptions options)
        : base(channel, options)
    {
        _host = host;
        Method = method;
        Writer = new PayloadWriter(channel.Compressions, channel.Options.MaxSendMessageSize);
        _requestEncoding = RequestHeaders.EncodingOf(options.Headers);
        if (_requestEncoding is not null && !channel.Compressions.Knows(_requestEncoding))
            throw new InvalidOperationException(
                $"The request compression '{_requestEncoding}' has no provider; expected one of: {channel.Compressions.AcceptEncoding}.");
    }

    public Method<TRequest, TResponse> Method { get; }

    public PayloadWriter Writer { get; }

    /// <summary>The response, for readers of a stream; faulted when the call failed before it.</summary>
    public Task<FrameReader> Response { get; private set; } = null!;

    /// <summary>How a message is compressed; null: not at all.</summary>
    public string? EncodingFor(WriteOptions? options) =>
        options is not null && options.Flags.HasFlag(WriteFlags.NoCompress) ? null : _requestEncoding;

    /// <summary>A request of one message.</summary>
    public HttpContent SingleRequest(TRequest request) =>
        new SingleRequestContent<TRequest>(request, Method.RequestMarshaller, Writer, EncodingFor(Options.WriteOptions));

    /// <summary>Starts a call whose response is a stream.</summary>
    public void Start(HttpContent content)
    {
        Response = OpenAsync(content);
        // A call that fails before anyone reads is told to whoever reads, or to nobody.
        _ = Response.ContinueWith(
            static response => response.Exception, CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Makes a call whose response is one message.</summary>
    public async Task<TResponse> SendAndReadSingleAsync(HttpContent content)
    {
        try
        {
            using var frames = await SendAsync(content).ConfigureAwait(false);
            var message = await frames.MoveNextAsync(CancellationToken).ConfigureAwait(false)
                ? frames.Take(Method.ResponseMarshaller)
                : null;
            if (message is not null && await frames.MoveNextAsync(CancellationToken).ConfigureAwait(false))
                throw new RpcException(new Status(StatusCode.Internal, "Found more than one response message; expected one."));
            var status = frames.ReadStatus();
            if (message is null && status.StatusCode == StatusCode.OK)
                status = new Status(StatusCode.Internal, "Failed to deserialize response message: there is none.");
            status = Finish(status);
            return status.StatusCode == StatusCode.OK ? message! : throw ErrorOf(status);
        }
        catch (Exception exception)
        {
            throw Fail(exception);
        }
    }

    private async Task<FrameReader> OpenAsync(HttpContent content)
    {
        try
        {
            return await SendAsync(content).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            throw Fail(exception);
        }
    }

    private async Task<FrameReader> SendAsync(HttpContent content)
    {
        var response = content is SingleRequestContent<TRequest> single && Channel.Retries.Of(Method) is { } retries
            ? await SendAgainAndAgainAsync(single, retries).ConfigureAwait(false)
            : await SendOnceAsync(content, attempt: 1).ConfigureAwait(false);
        SetResponse(response);
        if (ResponseProtocol.FailureOf(response) is { } failure)
            throw new RpcException(failure);
        var body = await response.Content.ReadAsStreamAsync(CancellationToken).ConfigureAwait(false);
        return new FrameReader(body, response, Channel);
    }

    /// <summary>Sends the request until the server begins to answer, or no retry is left.</summary>
    private async Task<HttpResponseMessage> SendAgainAndAgainAsync(SingleRequestContent<TRequest> content, MethodRetries retries)
    {
        for (var attempt = 1; ; attempt++, content = content.Again())
        {
            HttpResponseMessage? response = null;
            TimeSpan? delay = null;
            try
            {
                response = await SendOnceAsync(content, attempt).ConfigureAwait(false);
                if (ResponseProtocol.FailureOf(response) is { } failure)
                    delay = retries.DelayAfter(attempt, failure.StatusCode, response);
                else
                    retries.Succeeded();
                if (delay is null)
                    return response;
                response.Dispose();
            }
            catch (Exception exception) when (response is null && exception is not RpcException && !IsGivenUp)
            {
                delay = retries.DelayAfter(attempt, HttpFailure.StatusOf(exception).StatusCode, null);
                if (delay is null)
                    throw;
            }

            await Task.Delay(delay.Value, CancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(HttpContent content, int attempt)
    {
        var timeout = StartDeadline();
        using var request = new HttpRequestMessage(HttpMethod.Post, Channel.UriOf(Method));
        request.Content = content;
        request.Version = Channel.Options.HttpVersion ?? System.Net.HttpVersion.Version20;
        request.VersionPolicy = Channel.Options.HttpVersionPolicy ?? HttpVersionPolicy.RequestVersionExact;
        if (_host is not null)
            request.Headers.Host = _host;
        RequestHeaders.Add(request.Headers, Channel, Options, timeout);
        if (attempt > 1)
            request.Headers.TryAddWithoutValidation(GrpcHeaderNames.PreviousAttempts, (attempt - 1).ToString(CultureInfo.InvariantCulture));
        await AddCredentialsAsync(request.Headers).ConfigureAwait(false);
        return await Channel.SendAsync(request, CancellationToken).ConfigureAwait(false);
    }

    private async ValueTask AddCredentialsAsync(HttpRequestHeaders headers)
    {
        if (Options.Credentials is null && Channel.CallCredentials.Count == 0)
            return;
        if (!Channel.SendsCallCredentials)
        {
            ClientLog.CredentialsNotSent(Channel.Logger, Method.FullName);
            return;
        }

        var all = Options.Credentials is null ? Channel.CallCredentials : Channel.CallCredentials.Prepend(Options.Credentials);
        var service = $"{Channel.Address.GetLeftPart(UriPartial.Authority)}/{Method.ServiceName}";
        var context = new AuthInterceptorContext(service, Method.Name, CancellationToken);
        foreach (var interceptor in CallCredentialsReader.Read(all))
        {
            var metadata = new Metadata();
            await interceptor(context, metadata).ConfigureAwait(false);
            RequestHeaders.Add(headers, metadata);
        }
    }
}

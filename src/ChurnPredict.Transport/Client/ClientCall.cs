using Grpc.Core;
using Grpc.Net.Client;

namespace ChurnPredict.Transport;

/// <summary>One call of a client, whatever its messages: its life from start to status.</summary>
internal abstract class ClientCall : IDisposable
{
    /// <summary>A timer takes no longer wait; a deadline beyond it is left to the server.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(40);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _propagated;
    private readonly DateTime? _deadline;
    private TaskCompletionSource<Metadata>? _headers;
    private HttpResponseMessage? _response;
    private Metadata? _trailers;
    private Status? _status;
    private bool _isDisposed;
    private bool _isCancelled;

    protected ClientCall(GrpcChannel channel, CallOptions options)
    {
        ObjectDisposedException.ThrowIf(channel.IsDisposed, channel);
        Channel = channel;
        Options = options;
        _source = options.CancellationToken.CanBeCanceled
            ? CancellationTokenSource.CreateLinkedTokenSource(options.CancellationToken)
            : new CancellationTokenSource();
        CancellationToken = _source.Token;
        _deadline = options.Deadline?.ToUniversalTime();
        if (options.PropagationToken is not PropagatedContext context)
            return;
        _propagated = context.CancellationToken.UnsafeRegister(static call => ((ClientCall)call!).Cancel(), this);
        if (context.Deadline < (_deadline ?? DateTime.MaxValue))
            _deadline = context.Deadline;
    }

    public GrpcChannel Channel { get; }

    public CallOptions Options { get; }

    /// <summary>Cancelled when the call is given up, for whatever reason, or has ended.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>Whether the caller has disposed of the call; its streams are of no use then.</summary>
    public bool IsDisposed => _isDisposed;

    /// <summary>Whether this side has given up the call, by token, deadline or disposal.</summary>
    public bool IsGivenUp => CancellationToken.IsCancellationRequested;

    public Task<Metadata> ResponseHeadersAsync
    {
        get
        {
            lock (_gate)
            {
                if (_headers is not null)
                    return _headers.Task;
                _headers = new TaskCompletionSource<Metadata>(TaskCreationOptions.RunContinuationsAsynchronously);
                CompleteHeaders();
                return _headers.Task;
            }
        }
    }

    /// <summary>The status, once the call has ended; null before.</summary>
    public Status? StatusSoFar
    {
        get
        {
            lock (_gate)
                return _status;
        }
    }

    public Status GetStatus() =>
        StatusSoFar ?? throw new InvalidOperationException("Unable to get the status because the call is not complete.");

    public Metadata GetTrailers()
    {
        lock (_gate)
        {
            if (_status is null)
                throw new InvalidOperationException("Can't get the call trailers because the call has not completed successfully.");
            return _trailers ??= _response is null ? [] : ResponseMetadata.ReadTrailers(_response);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
        }

        if (StatusSoFar is null)
            Finish(new Status(StatusCode.Cancelled, "gRPC call disposed."));
    }

    /// <summary>Gives the call up.</summary>
    public void Cancel()
    {
        _isCancelled = true;
        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The call ended at the same moment.
        }
    }

    /// <summary>How long the call may take; null: as long as it likes.</summary>
    /// <exception cref="RpcException">The deadline has passed.</exception>
    protected TimeSpan? StartDeadline()
    {
        if (_deadline is not { } deadline || deadline == DateTime.MaxValue)
            return null;
        var rest = deadline - Now();
        if (rest <= TimeSpan.Zero)
            throw new RpcException(new Status(StatusCode.DeadlineExceeded, "The deadline passed before the call started."));
        if (rest < LongestWait)
            _source.CancelAfter(rest);
        return rest;
    }

    /// <summary>Takes the response's headers.</summary>
    protected void SetResponse(HttpResponseMessage response)
    {
        lock (_gate)
        {
            _response = response;
            CompleteHeaders();
        }
    }

    /// <summary>Ends the call; only the first status counts. The rest of both streams is given up.</summary>
    /// <returns>The status that counts.</returns>
    public Status Finish(Status status)
    {
        lock (_gate)
        {
            if (_status is { } first)
                return first;
            _status = status;
            CompleteHeaders();
        }

        _source.Cancel();
        _source.Dispose();
        _propagated.Unregister();
        _response?.Dispose();
        return status;
    }

    /// <summary>Ends the call by an exception and says what the caller shall see.</summary>
    public Exception Fail(Exception exception)
    {
        var status = Finish(exception is RpcException error ? error.Status : StatusOf(exception));
        if (Channel.Options.ThrowOperationCanceledOnCancellation
            && status.StatusCode is StatusCode.Cancelled or StatusCode.DeadlineExceeded
            && exception is OperationCanceledException or RpcException)
            return new OperationCanceledException(status.Detail, exception, Options.CancellationToken);
        return ErrorOf(status);
    }

    /// <summary>The exception for a status, with the call's trailers.</summary>
    public RpcException ErrorOf(Status status) => new(status, GetTrailers());

    private static DateTime Now() => TimeProvider.System.GetUtcNow().UtcDateTime;

    private Status StatusOf(Exception exception)
    {
        var status = exception is OperationCanceledException
            ? new Status(StatusCode.Cancelled, "Call canceled by the client.", exception)
            : HttpFailure.StatusOf(exception);
        // What was not given up on purpose was given up by the deadline's timer, which may be a moment early.
        var isOnPurpose = _isCancelled || _isDisposed || Options.CancellationToken.IsCancellationRequested;
        var isOverdue = _deadline is { } deadline && (CancellationToken.IsCancellationRequested || deadline <= Now());
        return isOverdue && !isOnPurpose && status.StatusCode == StatusCode.Cancelled
            ? new Status(StatusCode.DeadlineExceeded, "Deadline Exceeded", exception)
            : status;
    }

    /// <summary>Completes the headers where someone waits and it is known what they are; under the gate.</summary>
    private void CompleteHeaders()
    {
        if (_headers is null || _headers.Task.IsCompleted)
            return;
        if (_response is not null)
            _headers.TrySetResult(ResponseMetadata.ReadHeaders(_response));
        else if (_status is { } status)
            _headers.TrySetException(new RpcException(status));
    }
}

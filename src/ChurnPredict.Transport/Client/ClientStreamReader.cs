using Grpc.Core;

namespace ChurnPredict.Transport;

/// <summary>The responses of a stream; the server gets room to send more as they are read.</summary>
internal sealed class ClientStreamReader<TRequest, TResponse>(ClientCall<TRequest, TResponse> call) : IAsyncStreamReader<TResponse>
    where TRequest : class
    where TResponse : class
{
    private static readonly Task<bool> Found = Task.FromResult(true);

    private TResponse? _current;
    private bool _isEnded;
    private int _isReading;

    public TResponse Current => _current ?? throw new InvalidOperationException("There is no current message: call MoveNext first.");

    public Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (call.IsDisposed)
            return Task.FromException<bool>(new ObjectDisposedException(call.Method.FullName));
        if (Interlocked.Exchange(ref _isReading, 1) == 1)
            return Task.FromException<bool>(new InvalidOperationException(
                "Can't read the next message because the previous read is still in progress."));
        try
        {
            if (!_isEnded && !cancellationToken.IsCancellationRequested && TryTakeBuffered())
                return Found;
        }
        catch (Exception exception)
        {
            return Task.FromException<bool>(Failed(exception));
        }
        finally
        {
            _isReading = 0;
        }

        _isReading = 1;
        return ReadAsync(cancellationToken);
    }

    private bool TryTakeBuffered()
    {
        if (!call.Response.IsCompletedSuccessfully || call.StatusSoFar is not null || !call.Response.Result.HasMessage)
            return false;
        _current = call.Response.Result.Take(call.Method.ResponseMarshaller);
        return true;
    }

    private async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        using var cancel = cancellationToken.UnsafeRegister(static call => ((ClientCall)call!).Cancel(), call);
        try
        {
            var frames = await call.Response.ConfigureAwait(false);
            if (_isEnded || call.StatusSoFar is not null)
                return IsOver();
            if (await frames.MoveNextAsync(call.CancellationToken).ConfigureAwait(false))
            {
                _current = frames.Take(call.Method.ResponseMarshaller);
                return true;
            }

            call.Finish(frames.ReadStatus());
            frames.Dispose();
            return IsOver();
        }
        catch (Exception exception)
        {
            throw Failed(exception);
        }
        finally
        {
            _isReading = 0;
        }
    }

    /// <summary>The end of the stream: false, or the error it ended with.</summary>
    private bool IsOver()
    {
        (_isEnded, _current) = (true, null);
        var status = call.GetStatus();
        return status.StatusCode == StatusCode.OK ? false : throw call.ErrorOf(status);
    }

    private Exception Failed(Exception exception)
    {
        _isEnded = true;
        return call.Fail(exception);
    }
}

using System.Buffers;
using System.IO.Pipelines;
using Grpc.Core;

namespace ChurnPredict.Transport;

/// <summary>
/// The requests of a stream. What the connection has delivered is kept and cut message by message; only when it is
/// used up does the client get room to send more.
/// </summary>
internal sealed class ServerStreamReader<T>(ServerCall call, Marshaller<T> marshaller) : IAsyncStreamReader<T>
    where T : class
{
    private static readonly Task<bool> Found = Task.FromResult(true);
    private static readonly Task<bool> AtEnd = Task.FromResult(false);

    private readonly PipeReader _body = call.HttpContext.Request.BodyReader;
    private ReadOnlySequence<byte> _data;
    private T? _current;
    private bool _isHolding;
    private bool _isLast;
    private bool _isReading;

    public T Current => _current ?? throw new InvalidOperationException("There is no current message: call MoveNext first.");

    public Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<bool>(cancellationToken);
        if (_isReading)
            throw new InvalidOperationException("The previous read is in progress; a stream is read one message at a time.");
        try
        {
            return TryTakeHeld(out var isFound) ? (isFound ? Found : AtEnd) : ReadAsync(cancellationToken);
        }
        catch (RpcException exception)
        {
            return Task.FromException<bool>(exception);
        }
    }

    /// <summary>Takes the next message or the end out of what is held.</summary>
    /// <returns>False when more data are needed.</returns>
    private bool TryTakeHeld(out bool isFound)
    {
        isFound = _isHolding && RequestMessages.TryTake(ref _data, call, marshaller, out _current);
        if (isFound)
            return true;
        if (!_isLast)
            return false;
        if (!_data.IsEmpty)
            throw RequestMessages.Invalid("The request stream ended within a message.");
        _current = null;
        return true;
    }

    private async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        _isReading = true;
        using var abort = cancellationToken.UnsafeRegister(static call => ((ServerCall)call!).Abort(), call);
        try
        {
            bool isFound;
            do
            {
                if (_isHolding)
                    _body.AdvanceTo(_data.Start, _data.End);
                _isHolding = false;
                var read = await _body.ReadAsync(cancellationToken).ConfigureAwait(false);
                (_data, _isLast, _isHolding) = (read.Buffer, read.IsCompleted, true);
            }
            while (!TryTakeHeld(out isFound));
            return isFound;
        }
        finally
        {
            _isReading = false;
        }
    }
}

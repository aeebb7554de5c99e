using System.Net;
using System.Net.Sockets;
using Grpc.Core;

namespace ChurnPredict.Transport;

/// <summary>
/// Makes the connections of a channel's handler, and so knows their state. A connection that was asked for before the first call waits here
/// for that call. Thread-safe.
/// </summary>
internal sealed class ChannelConnection : IDisposable
{
    private readonly Lock _gate = new();
    private readonly DnsEndPoint _endPoint;
    private readonly TimeSpan _longestPause;
    private readonly TimeSpan _firstPause;
    private TaskCompletionSource _change = NewChange();
    private ConnectivityState _state;
    private Socket? _waiting;
    private int _openCount;

    private ChannelConnection(Uri address, TimeSpan firstPause, TimeSpan? longestPause)
    {
        _endPoint = new DnsEndPoint(address.IdnHost, address.Port);
        _firstPause = firstPause;
        _longestPause = longestPause ?? TimeSpan.MaxValue;
    }

    /// <summary>How the connection is.</summary>
    public ConnectivityState State
    {
        get
        {
            lock (_gate)
                return _state;
        }
    }

    /// <summary>Takes over the making of a handler's connections.</summary>
    /// <param name="handler">A channel's handler; others around it are looked through.</param>
    /// <param name="address">The channel's address.</param>
    /// <param name="firstPause">Pause after a first failure of <see cref="OpenAsync"/>; doubled from failure to failure.</param>
    /// <param name="longestPause">The longest pause; null: none is too long.</param>
    /// <returns>null where the handler makes its connections in another way, or has begun to.</returns>
    public static ChannelConnection? Attach(HttpMessageHandler? handler, Uri address, TimeSpan firstPause, TimeSpan? longestPause)
    {
        while (handler is DelegatingHandler outer)
            handler = outer.InnerHandler;
        if (handler is not SocketsHttpHandler { ConnectCallback: null } sockets)
            return null;
        var connection = new ChannelConnection(address, firstPause, longestPause);
        try
        {
            sockets.ConnectCallback = connection.ConnectAsync;
            return connection;
        }
        catch (InvalidOperationException)
        {
            // Requests were sent before; its connections are no longer to be watched.
            return null;
        }
    }

    /// <summary>Waits until the state is another.</summary>
    public async Task WaitForChangeAsync(ConnectivityState last, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task change;
            lock (_gate)
            {
                if (_state != last)
                    return;
                change = _change.Task;
            }

            await change.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Connects, again and again until it succeeds.</summary>
    /// <exception cref="OperationCanceledException">The channel was disposed of, or the token cancelled.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        for (var pause = _firstPause; !IsOpen(); pause = pause * 2 < _longestPause ? pause * 2 : _longestPause)
        {
            try
            {
                Keep(await OpenSocketAsync(_endPoint, cancellationToken).ConfigureAwait(false));
            }
            catch (SocketException)
            {
                await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            Become(ConnectivityState.Shutdown);
            _waiting?.Dispose();
            _waiting = null;
        }
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var isOwn = context.DnsEndPoint.Equals(_endPoint);
        var socket = isOwn && TakeWaiting() is { } waiting ? waiting : await OpenSocketAsync(context.DnsEndPoint, cancellationToken).ConfigureAwait(false);
        return isOwn ? new WatchedStream(socket, Closed) : new NetworkStream(socket, ownsSocket: true);
    }

    private async Task<Socket> OpenSocketAsync(DnsEndPoint endPoint, CancellationToken cancellationToken)
    {
        var isOwn = endPoint.Equals(_endPoint);
        if (isOwn)
            Count(0, ConnectivityState.Connecting);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            socket.Dispose();
            if (isOwn)
                Count(0, ConnectivityState.TransientFailure);
            throw;
        }

        if (isOwn)
            Count(1, ConnectivityState.Ready);
        return socket;
    }

    private bool IsOpen()
    {
        lock (_gate)
            return _state == ConnectivityState.Shutdown ? throw new OperationCanceledException("The channel was disposed of.") : _openCount > 0;
    }

    private void Keep(Socket socket)
    {
        lock (_gate)
        {
            if (_state == ConnectivityState.Shutdown)
                socket.Dispose();
            else
                _waiting = socket;
        }
    }

    private Socket? TakeWaiting()
    {
        Socket? socket;
        lock (_gate)
            (socket, _waiting) = (_waiting, null);
        if (socket is null || !(socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0))
            return socket;
        // The server has closed it meanwhile.
        socket.Dispose();
        Closed();
        return null;
    }

    private void Closed() => Count(-1, ConnectivityState.Idle);

    /// <summary>Counts connections; while there is one, the channel is ready whatever becomes of others.</summary>
    private void Count(int change, ConnectivityState state)
    {
        lock (_gate)
        {
            _openCount += change;
            Become(_openCount > 0 ? ConnectivityState.Ready : state);
        }
    }

    private void Become(ConnectivityState state)
    {
        if (_state == state || _state == ConnectivityState.Shutdown)
            return;
        _state = state;
        _change.TrySetResult();
        _change = NewChange();
    }
}

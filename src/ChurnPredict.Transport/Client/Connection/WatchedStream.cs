using System.Net.Sockets;

namespace ChurnPredict.Transport;

/// <summary>A connection's bytes; tells when it is closed.</summary>
internal sealed class WatchedStream(Socket socket, Action closed) : NetworkStream(socket, ownsSocket: true)
{
    private int _isClosed;

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
            closed();
    }
}

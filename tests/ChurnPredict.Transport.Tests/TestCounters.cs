namespace ChurnPredict.Transport.Tests;

/// <summary>What the handlers of the test service are doing.</summary>
internal sealed class TestCounters
{
    private int _running;
    private int _cancelled;
    private int _written;

    public int Running => Volatile.Read(ref _running);

    public int Cancelled => Volatile.Read(ref _cancelled);

    /// <summary>How far the latest stream of responses has come.</summary>
    public int LastWritten => Volatile.Read(ref _written);

    public void Written(int count) => Volatile.Write(ref _written, count);

    public void WriteCancelled() => Interlocked.Increment(ref _cancelled);

    public IDisposable Enter(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _running);
        return new Entry(this, cancellationToken);
    }

    private sealed class Entry(TestCounters counters, CancellationToken cancellationToken) : IDisposable
    {
        public void Dispose()
        {
            if (cancellationToken.IsCancellationRequested)
                Interlocked.Increment(ref counters._cancelled);
            Interlocked.Decrement(ref counters._running);
        }
    }
}

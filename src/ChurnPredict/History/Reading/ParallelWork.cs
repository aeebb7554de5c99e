using System.Runtime.ExceptionServices;

namespace ChurnPredict.History;

/// <summary>Runs numbered pieces of work on several threads.</summary>
internal static class ParallelWork
{
    /// <summary>Runs every piece; when some fail, the failure of the lowest number is thrown, so that a message does not depend
    /// on the number of threads.</summary>
    public static void For(int count, int threadCount, Action<int> work, CancellationToken cancellationToken)
    {
        var gate = new Lock();
        var failedAt = int.MaxValue;
        ExceptionDispatchInfo? failure = null;
        var options = new ParallelOptions { MaxDegreeOfParallelism = int.Max(1, threadCount), CancellationToken = cancellationToken };
        Parallel.For(0, count, options, index =>
        {
            // Pieces after a failed one are pointless; those before it may still fail and then count.
            if (index > Volatile.Read(ref failedAt)) return;
            try
            {
                work(index);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                lock (gate)
                {
                    if (index < failedAt) (failedAt, failure) = (index, ExceptionDispatchInfo.Capture(exception));
                }
            }
        });
        failure?.Throw();
    }
}

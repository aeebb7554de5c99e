using System.Collections.Concurrent;
using ChurnPredict.History;

namespace ChurnPredict.Learning;

/// <summary>
/// Runs fits that do not depend on each other. On few rows each gets one thread and several run at once, because the threads of
/// one small fit would mostly wait for each other; on many rows they run one after the other on all threads, which also keeps one
/// set of histograms in memory. What a fit gives does not depend on either.
/// </summary>
internal sealed class IndependentFits(int threadCount, int rows, CancellationToken cancellationToken)
{
    private const int RowsWorthThreads = 150_000;

    /// <summary>Runs fits 0 to <paramref name="count"/> − 1; each is told how many threads it may use.</summary>
    public void ForEach(int count, Action<int, int> fit)
    {
        if (rows >= RowsWorthThreads)
        {
            for (var index = 0; index < count; index++) fit(index, threadCount);
            return;
        }

        ParallelWork.For(count, threadCount, index => fit(index, 1), cancellationToken);
    }

    /// <summary>On few rows runs fits in their order, as many at once as there are threads, each on one; on many rows, and where there is one
    /// thread, runs none. A fit that was run is let go of, and what it learned from with it.</summary>
    public void RunIfSmall(ConcurrentQueue<Action> fits)
    {
        if (rows >= RowsWorthThreads || threadCount == 1) return;
        ParallelWork.For(Math.Min(threadCount, fits.Count), threadCount, _ =>
        {
            while (fits.TryDequeue(out var fit)) fit();
        }, cancellationToken);
    }
}

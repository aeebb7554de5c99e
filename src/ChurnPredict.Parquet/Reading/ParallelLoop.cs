using System.Runtime.ExceptionServices;

namespace ChurnPredict.Parquet;

/// <summary>Runs independent steps on a bounded number of threads.</summary>
internal static class ParallelLoop
{
    /// <summary>Runs <paramref name="step"/> for 0 to <paramref name="count"/> − 1; the first failure is thrown as it
    /// is.</summary>
    public static void Run(int count, int threadCount, Action<int> step)
    {
        if (threadCount == 1 || count <= 1)
        {
            for (var index = 0; index < count; index++) step(index);
            return;
        }

        try
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threadCount }, step);
        }
        catch (AggregateException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }
    }
}

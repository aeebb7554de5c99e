namespace ChurnPredict.Boosting;

/// <summary>Blocks of rows handed to threads; each block writes its own part of the result, so the order does not matter.</summary>
internal static unsafe class RowBlocks
{
    /// <summary>Work on one block: <paramref name="start"/> is its first row, <paramref name="results"/> what it fills.</summary>
    public delegate void Work(int start, Span<double> results);

    /// <summary>Calls <paramref name="work"/> once for every block of rows.</summary>
    /// <param name="rowCount">Rows in all.</param>
    /// <param name="blockRows">Rows a block; the last one may be shorter.</param>
    /// <param name="threadCount">Threads, 1 or more.</param>
    /// <param name="results">The same number of results for each row, at least one.</param>
    /// <param name="work">Called from several threads at once.</param>
    /// <param name="resultsARow">Results each row has.</param>
    public static void ForEach(
        int rowCount, int blockRows, int threadCount, Span<double> results, Work work, int resultsARow = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threadCount, 1);
        var blockCount = (rowCount + blockRows - 1) / blockRows;
        fixed (double* first = results)
        {
            // A span cannot enter a closure; the address can, and the pin outlives the loop.
            var address = (nint)first;
            void Run(int block)
            {
                var start = block * blockRows;
                var rows = Math.Min(blockRows, rowCount - start);
                work(start, new Span<double>((double*)address + ((long)start * resultsARow), rows * resultsARow));
            }

            if (threadCount == 1)
            {
                for (var block = 0; block < blockCount; block++) Run(block);
            }
            else
            {
                Parallel.For(0, blockCount, new ParallelOptions { MaxDegreeOfParallelism = threadCount }, Run);
            }
        }
    }
}

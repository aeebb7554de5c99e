namespace ChurnPredict.Features;

/// <summary>Walks customers in ranges, on several threads.</summary>
internal static class CustomerRanges
{
    private const int RangeLength = 1024;

    /// <summary>Calls <paramref name="work"/> with ranges (from, to) that cover 0 to <paramref name="customerCount"/>, in no order.</summary>
    public static void ForEach(int customerCount, int threadCount, Action<int, int> work, CancellationToken cancellationToken)
    {
        var ranges = (customerCount + RangeLength - 1) / RangeLength;
        var options = new ParallelOptions { MaxDegreeOfParallelism = threadCount, CancellationToken = cancellationToken };
        Parallel.For(0, ranges, options, range => work(range * RangeLength, int.Min((range + 1) * RangeLength, customerCount)));
    }
}

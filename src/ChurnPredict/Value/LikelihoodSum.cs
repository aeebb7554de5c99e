namespace ChurnPredict.Value;

/// <summary>Adds a likelihood up over chunks of groups on several threads, in an order that the number of threads does not change.</summary>
internal static class LikelihoodSum
{
    private const int ChunkSize = 8192;

    /// <summary>The log-likelihood at the parameters, and its gradient.</summary>
    public static double Evaluate(IGroupLikelihood likelihood, ReadOnlySpan<double> parameters, Span<double> gradient, int threadCount)
    {
        var at = likelihood.At(parameters);
        var width = likelihood.ParameterCount;
        var chunks = (likelihood.GroupCount + ChunkSize - 1) / ChunkSize;
        var sums = new double[chunks];
        var gradients = new double[chunks * width];
        void Add(int chunk) => sums[chunk] = at.Sum(
            chunk * ChunkSize, Math.Min(likelihood.GroupCount, (chunk + 1) * ChunkSize), gradients.AsSpan(chunk * width, width));

        if (threadCount <= 1 || chunks == 1)
        {
            for (var chunk = 0; chunk < chunks; chunk++) Add(chunk);
        }
        else
        {
            Parallel.For(0, chunks, new ParallelOptions { MaxDegreeOfParallelism = threadCount }, Add);
        }

        gradient.Clear();
        for (var index = 0; index < gradients.Length; index++) gradient[index % width] += gradients[index];
        return sums.Sum();
    }
}

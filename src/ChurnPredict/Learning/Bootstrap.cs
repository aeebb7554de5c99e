namespace ChurnPredict.Learning;

/// <summary>Resampling of customers with replacement; a replicate depends on the seed and its number alone.</summary>
internal static class Bootstrap
{
    /// <summary>Replicates that give a 95 % interval to about a tenth of its width.</summary>
    public const int DefaultReplicates = 400;

    /// <summary>Rows above which fewer replicates are drawn: intervals are narrow there, and each replicate walks all rows.</summary>
    public const int ManyRows = 200_000;

    /// <summary>How often each of <paramref name="rows"/> rows counts in a replicate; the sum is <paramref name="rows"/>.</summary>
    public static int[] Repetitions(int rows, int seed, int replicate)
    {
        var random = new Random(HashCode(seed, replicate));
        var repetitions = new int[rows];
        for (var draw = 0; draw < rows; draw++) repetitions[random.Next(rows)]++;
        return repetitions;
    }

    /// <summary>Replicates to draw for a number of rows.</summary>
    public static int ReplicatesFor(int rows) => rows > ManyRows ? 50 : DefaultReplicates;

    /// <summary>Interval of the mean of paired differences.</summary>
    public static MetricInterval OfMean(double[] differences, int replicates, int seed)
    {
        var means = Enumerable.Range(0, replicates).Select(replicate =>
        {
            var repetitions = Repetitions(differences.Length, seed, replicate);
            var sum = 0.0;
            for (var row = 0; row < differences.Length; row++) sum += repetitions[row] * differences[row];
            return sum / differences.Length;
        });
        return MetricInterval.Of(means);
    }

    private static int HashCode(int seed, int replicate) => unchecked((seed * 16777619) ^ (replicate * (int)2654435761));
}

namespace ChurnPredict.History;

/// <summary>Where the runs of a table wait until they are put together: in memory or spilled.</summary>
internal interface IRunStore : IDisposable
{
    /// <summary>Takes the run of one row group; safe for several threads, in any order.</summary>
    void Add(int number, TableRun run);

    /// <summary>The runs in order, with at least the rows of the given partitions.</summary>
    IReadOnlyList<TableRun> Load(int firstPartition, int partitionsEnd, int threadCount, CancellationToken cancellationToken);
}

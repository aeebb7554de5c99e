namespace ChurnPredict.History;

/// <summary>Runs that stay in memory.</summary>
internal sealed class MemoryRunStore(int runCount) : IRunStore
{
    private readonly TableRun[] _runs = new TableRun[runCount];

    public void Add(int number, TableRun run) => _runs[number] = run;

    public IReadOnlyList<TableRun> Load(int firstPartition, int partitionsEnd, int threadCount, CancellationToken cancellationToken) => _runs;

    public void Dispose() => Array.Clear(_runs);
}

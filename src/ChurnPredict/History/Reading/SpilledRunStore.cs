using Microsoft.Win32.SafeHandles;

namespace ChurnPredict.History;

/// <summary>Runs of one table in a temporary file, which the system removes when it is closed: one packed block a partition, so
/// that a range of partitions is one read a run.</summary>
internal sealed class SpilledRunStore : IRunStore
{
    private readonly SafeFileHandle _file;
    private readonly SpilledRun[] _runs;
    private long _end;

    public SpilledRunStore(int runCount)
    {
        _runs = new SpilledRun[runCount];
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
    }

    public void Add(int number, TableRun run)
    {
        var writer = new BlockWriter();
        var blocks = new int[CustomerIds.PartitionCount + 1];
        for (var partition = 0; partition < CustomerIds.PartitionCount; partition++)
        {
            var (start, count) = (run.Start[partition], run.Start[partition + 1] - run.Start[partition]);
            if (count > 0)
            {
                ColumnPacking.Write(writer, run.Customers, start, count);
                foreach (var column in run.Columns) ColumnPacking.Write(writer, column, start, count);
            }

            blocks[partition + 1] = writer.Length;
        }

        var offset = Interlocked.Add(ref _end, writer.Length) - writer.Length;
        RandomAccess.Write(_file, writer.Written.Span, offset);
        _runs[number] = new SpilledRun(run.Place, offset, blocks, run.Start, [.. run.Columns.Select(column => column.New(0))]);
    }

    public IReadOnlyList<TableRun> Load(int firstPartition, int partitionsEnd, int threadCount, CancellationToken cancellationToken)
    {
        var runs = new TableRun[_runs.Length];
        ParallelWork.For(runs.Length, threadCount, number => runs[number] = Load(_runs[number], firstPartition, partitionsEnd), cancellationToken);
        return runs;
    }

    public void Dispose() => _file.Dispose();

    private TableRun Load(SpilledRun run, int firstPartition, int partitionsEnd)
    {
        var length = run.Blocks[partitionsEnd] - run.Blocks[firstPartition];
        var bytes = new byte[length + BlockReader.Slack];
        ReadExactly(bytes.AsSpan(0, length), run.Offset + run.Blocks[firstPartition]);
        var rowCount = run.Start[partitionsEnd] - run.Start[firstPartition];
        var start = new int[CustomerIds.PartitionCount + 1];
        var customers = new PackedColumn<int>("customer_id", new int[rowCount]);
        PackedColumn[] columns = [.. run.Empty.Select(column => column.New(rowCount))];
        var reader = new BlockReader(bytes);
        for (var partition = firstPartition; partition < partitionsEnd; partition++)
        {
            var count = run.Start[partition + 1] - run.Start[partition];
            start[partition + 1] = start[partition] + count;
            if (count == 0) continue;
            ColumnPacking.Read(reader, customers, start[partition], count);
            foreach (var column in columns) ColumnPacking.Read(reader, column, start[partition], count);
        }

        Array.Fill(start, rowCount, partitionsEnd, start.Length - partitionsEnd);
        return new TableRun(run.Place, start, customers, columns);
    }

    private void ReadExactly(Span<byte> buffer, long offset)
    {
        while (buffer.Length > 0)
        {
            var read = RandomAccess.Read(_file, buffer, offset);
            if (read == 0) throw new IOException("the temporary file of a spilled history ended early; is the disk full?");
            buffer = buffer[read..];
            offset += read;
        }
    }

    /// <summary>Where a run is.</summary>
    private sealed record SpilledRun(RowGroupPlace Place, long Offset, int[] Blocks, int[] Start, PackedColumn[] Empty);
}

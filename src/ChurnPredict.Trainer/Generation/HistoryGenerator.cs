using ChurnPredict.History;
using ChurnPredict.Parquet;

namespace ChurnPredict.Trainer.Generation;

/// <summary>
/// Writes a synthetic history. Customers are independent of each other, each with a random stream of their own; files are made in
/// parallel, each by one thread and a row group at a time, so that memory is bounded and bytes do not depend on threads.
/// </summary>
internal sealed class HistoryGenerator(GenerationOptions options)
{
    private const string TruthFileName = "truth.parquet";

    private readonly GenerationContext _context = new(options);
    private readonly GeneratedCalendar _calendar = new(
        new TimeAxis(GeneratedCalendar.TimeZone).AsOf(options.Start).Instant, options.Days);

    private readonly ParquetWriterOptions _writerOptions = new() { Compression = options.Compression };

    private int FileCount => (options.CustomerCount + options.CustomersPerFile - 1) / options.CustomersPerFile;

    /// <summary>Writes tables, <c>history.yaml</c> and <c>truth.parquet</c>.</summary>
    /// <param name="folder">Created where absent; a generated history that stands there is replaced.</param>
    /// <param name="progress">Told the share of customers done.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="InvalidCustomerDataException">The folder holds a history that was not generated.</exception>
    public GenerationSummary Write(string folder, IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        RefuseForeignFolder(folder);
        Directory.CreateDirectory(folder);
        RemoveOldTables(folder);
        using var truths = new TruthFile(Path.Combine(folder, TruthFileName), new TruthRows(options.Start).Fields, _writerOptions);
        var tally = new GenerationTally(options.CustomerCount, progress);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.ThreadCount, CancellationToken = cancellationToken };
        Parallel.ForEach(
            OneByOne(FileCount), parallel, file => WriteFile(folder, file, truths, tally, cancellationToken));
        truths.Complete();
        HistoryDescriptionFile.WriteTo(folder, GeneratedDescription.Of(_context));
        return tally.Summarise(_context);
    }

    /// <summary>Hands out files in rising order, so that truths of earlier files never wait long for their turn.</summary>
    private static System.Collections.Concurrent.OrderablePartitioner<int> OneByOne(int count) =>
        System.Collections.Concurrent.Partitioner.Create(
            Enumerable.Range(0, count), System.Collections.Concurrent.EnumerablePartitionerOptions.NoBuffering);

    private void WriteFile(string folder, int file, TruthFile truths, GenerationTally tally, CancellationToken cancellationToken)
    {
        var writer = new CustomerWriter(_context, _calendar);
        var files = writer.Tables
            .Select(table => ParquetFileWriter.Create(PathOf(folder, table.Name, file), table.Rows.Fields, _writerOptions))
            .ToArray();
        try
        {
            var last = Math.Min(options.CustomerCount, (file + 1) * options.CustomersPerFile);
            for (var first = file * options.CustomersPerFile; first < last; first += options.CustomersPerRowGroup)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var end = Math.Min(last, first + options.CustomersPerRowGroup);
                for (var customer = first; customer < end; customer++) writer.Add(customer);
                WriteRowGroups(writer, files, tally);
                truths.Add(file, writer.Truths, tally);
                tally.CustomersDone(end - first);
            }

            foreach (var parquet in files) parquet.Complete();
            truths.FileDone(file);
        }
        finally
        {
            foreach (var parquet in files) parquet.Dispose();
        }
    }

    private static void WriteRowGroups(CustomerWriter writer, ParquetFileWriter[] files, GenerationTally tally)
    {
        for (var table = 0; table < files.Length; table++)
        {
            var (name, rows) = writer.Tables[table];
            tally.Count(name, rows.Count);
            if (rows.Count > 0) files[table].WriteRowGroup(rows.Take());
        }
    }

    private string PathOf(string folder, string table, int file)
    {
        if (FileCount == 1) return Path.Combine(folder, $"{table}.parquet");
        Directory.CreateDirectory(Path.Combine(folder, table));
        return Path.Combine(folder, table, $"part-{file:0000}.parquet");
    }

    /// <summary>Only generated histories have their truth beside them; anything else is somebody's own.</summary>
    private static void RefuseForeignFolder(string folder)
    {
        if (File.Exists(folder)) throw new InvalidCustomerDataException($"{folder}: found a file, expected a folder or nothing");
        if (File.Exists(Path.Combine(folder, TruthFileName))) return;
        string[] foreign =
        [
            .. HistoryDescriptionFile.TableNames.Select(name => $"{name}.parquet").Append(HistoryDescriptionFile.FileName)
                .Where(file => File.Exists(Path.Combine(folder, file))),
        ];
        if (foreign.Length == 0) return;
        throw new InvalidCustomerDataException(
            $"{folder}: found {string.Join(", ", foreign)} without a {TruthFileName}, expected a folder without a history or one written by generate");
    }

    private static void RemoveOldTables(string folder)
    {
        foreach (var name in HistoryDescriptionFile.TableNames)
        {
            File.Delete(Path.Combine(folder, $"{name}.parquet"));
            var parts = Path.Combine(folder, name);
            if (!Directory.Exists(parts)) continue;
            foreach (var part in Directory.EnumerateFiles(parts, "part-*.parquet")) File.Delete(part);
            if (!Directory.EnumerateFileSystemEntries(parts).Any()) Directory.Delete(parts);
        }
    }
}

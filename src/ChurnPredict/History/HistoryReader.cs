namespace ChurnPredict.History;

/// <summary>Opens history folders.</summary>
public static class HistoryReader
{
    /// <summary>Opens a history folder: reads <c>history.yaml</c> where there is one, and the tables.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="options">How to read; null means the defaults.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="InvalidCustomerDataException">No transactions, missing or wrongly typed columns, two currencies without rates, …</exception>
    /// <exception cref="Parquet.InvalidParquetFileException">A file is damaged.</exception>
    public static HistorySource Open(string folder, HistoryReaderOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (!Directory.Exists(folder))
            throw new InvalidCustomerDataException($"{folder}: found no such folder, expected a history folder with transactions.parquet");
        options ??= new HistoryReaderOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ThreadCount, 1);
        var loader = new HistoryLoader(HistoryDescriptionFile.ReadFrom(folder), options, cancellationToken);
        try
        {
            loader.Read(folder);
            if (loader.IsSpilled) return new SpilledHistory(loader, loader.PartCount);
            var store = loader.Load(0, CustomerIds.PartitionCount);
            loader.Dispose();
            return new InMemoryHistory(store, loader.Quality);
        }
        catch
        {
            loader.Dispose();
            throw;
        }
    }
}

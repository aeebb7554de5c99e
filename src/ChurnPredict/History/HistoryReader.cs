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
    public static HistorySource Open(string folder, HistoryReaderOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();
}

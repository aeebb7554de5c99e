namespace ChurnPredict.Parquet;

/// <summary>Writes a Parquet file row group by row group, under a temporary name until <see cref="Complete"/>.</summary>
public sealed class ParquetFileWriter : IDisposable
{
    /// <summary>Starts a file.</summary>
    /// <param name="path">Where the finished file will stand.</param>
    /// <param name="fields">The columns, in order; names must differ.</param>
    /// <param name="options">How to write; null means the defaults.</param>
    /// <exception cref="ArgumentException">No field, or two of one name.</exception>
    public static ParquetFileWriter Create(string path, IReadOnlyList<ParquetField> fields, ParquetWriterOptions? options = null) =>
        throw new NotImplementedException();

    /// <summary>Appends one row group.</summary>
    /// <param name="columns">One column a field, in the fields' order, all of one length.</param>
    /// <exception cref="ArgumentException">Number, type or length of the columns does not fit, or a null stands in a field that is not nullable.</exception>
    public void WriteRowGroup(IReadOnlyList<ParquetColumn> columns) => throw new NotImplementedException();

    /// <summary>Writes the footer, flushes to disk and moves the file to its name.</summary>
    public void Complete() => throw new NotImplementedException();

    /// <summary>Removes the temporary file unless <see cref="Complete"/> was called.</summary>
    public void Dispose()
    {
    }
}

using Microsoft.Win32.SafeHandles;

namespace ChurnPredict.Parquet;

/// <summary>An open file: its footer and the headers of its pages are read here on both stacks, the pages themselves by <see
/// cref="PageDecoding"/>.</summary>
internal sealed class FileSource : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly long _length;

    private FileSource(SafeFileHandle file)
    {
        _file = file;
        _length = RandomAccess.GetLength(file);
        Footer = FooterReader.Read(file, _length);
    }

    public FileFooter Footer { get; }

    public static FileSource Open(string path)
    {
        var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.RandomAccess);
        try
        {
            return new FileSource(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads a column of a row group; from several threads at once.</summary>
    /// <param name="column">The column.</param>
    /// <param name="rowGroup">Index of the row group.</param>
    /// <param name="rowCount">Rows in it.</param>
    /// <param name="position">Where in the file the reading stands, for messages.</param>
    /// <exception cref="DamagedDataException">What is stored is damaged or not supported.</exception>
    public ParquetColumn Read(FlatColumn column, int rowGroup, int rowCount, ref long position)
    {
        var chunk = Footer.RowGroups[rowGroup].Chunks[column.LeafIndex];
        RowGroupListing.CheckReadable(column, chunk, rowCount, _length);
        using var window = new ChunkWindow(_file, chunk.StartOffset, chunk.StartOffset + chunk.TotalCompressedSize);
        var pages = PageWalk.List(window, rowCount, ref position);
        return PageDecoding.Read(new ColumnPages(column, chunk, rowCount, pages, DecodedSizeLimit.For(_length)), window, ref position);
    }

    public void Dispose() => _file.Dispose();
}

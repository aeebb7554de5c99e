using System.Collections.Concurrent;
using global::Parquet;

namespace ChurnPredict.Parquet;

/// <summary>An open file: its footer, and columns decoded by Parquet.Net. Its readers share a stream's position, so each thread that
/// reads at the same time has one of its own.</summary>
internal sealed class FileSource : IDisposable
{
    private const int TailLength = 8;

    private readonly string _path;
    private readonly long _length;
    private readonly ConcurrentBag<ParquetReader> _idle = [];
    private readonly Dictionary<int, StoredField> _fieldByLeaf = [];

    private FileSource(string path, ParquetReader reader, long length)
    {
        (_path, _length) = (path, length);
        Footer = FooterImport.Of(reader.Metadata ?? throw new DamagedDataException("found no footer"));
        if (Footer.IsEncrypted) throw Encrypted();
        var columns = FileSchema.From(Footer.Schema).Columns;
        var fields = StoredField.For([.. columns.Select(column => column.Element)]);
        for (var index = 0; index < fields.Length; index++) _fieldByLeaf[columns[index].LeafIndex] = fields[index];
        _idle.Add(reader);
    }

    public FileFooter Footer { get; }

    public static FileSource Open(string path)
    {
        var length = CheckTail(path);
        var reader = NewReader(path);
        try
        {
            return new FileSource(path, reader, length);
        }
        catch
        {
            Release(reader);
            throw;
        }
    }

    /// <summary>Reads a column of a row group; from several threads at once.</summary>
    /// <param name="column">The column.</param>
    /// <param name="rowGroup">Index of the row group.</param>
    /// <param name="rowCount">Rows in it.</param>
    /// <param name="position">Where the column chunk starts, for messages; Parquet.Net tells nothing finer.</param>
    /// <exception cref="DamagedDataException">What is stored is damaged or not supported.</exception>
    public ParquetColumn Read(FlatColumn column, int rowGroup, int rowCount, ref long position)
    {
        var chunk = Footer.RowGroups[rowGroup].Chunks[column.LeafIndex];
        RowGroupListing.CheckReadable(column, chunk, rowCount, _length);
        CheckCodec(chunk.Codec);
        var reader = _idle.TryTake(out var idle) ? idle : NewReader(_path);
        try
        {
            var group = reader.RowGroups[rowGroup];
            var read = StoredColumn.Read(group, _fieldByLeaf[column.LeafIndex].In(group), column, rowCount);
            _idle.Add(reader);
            return read;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // After a failure the reader's state is not known; whatever it throws, the data was not as announced.
            Release(reader);
            throw exception as DamagedDataException ?? new DamagedDataException($"Parquet.Net cannot read it: {exception.Message}");
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var reader)) Release(reader);
    }

    private static long CheckTail(string path)
    {
        using var file = File.OpenHandle(path);
        var length = RandomAccess.GetLength(file);
        Span<byte> tail = stackalloc byte[TailLength];
        if (length < TailLength || RandomAccess.Read(file, tail, length - TailLength) < TailLength)
            throw new DamagedDataException($"found {length} bytes: the file is not Parquet, or it is truncated");
        if (tail[4..].SequenceEqual("PARE"u8)) throw Encrypted();
        return tail[4..].SequenceEqual("PAR1"u8)
            ? length
            : throw new DamagedDataException("the file does not end with 'PAR1': it is not Parquet, or it is truncated");
    }

    /// <summary>Parquet.Net takes Hadoop's LZ4 for one raw block, and what does not decode for whatever the memory held.</summary>
    private static void CheckCodec(CompressionCodec codec)
    {
        if (codec is CompressionCodec.Lzo or CompressionCodec.Lz4Hadoop || !Enum.IsDefined(codec)) throw new DamagedDataException($"compression by {codec} is not supported");
    }

    private static ParquetReader NewReader(string path)
    {
        try
        {
            return ParquetReader.CreateAsync(path).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw new DamagedDataException($"Parquet.Net cannot read the footer: {exception.Message}");
        }
    }

    private static void Release(ParquetReader reader) => reader.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private static DamagedDataException Encrypted() => new("the file is encrypted; encrypted Parquet files are not supported");
}

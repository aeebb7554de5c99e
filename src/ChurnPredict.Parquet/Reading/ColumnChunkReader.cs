using System.Buffers.Binary;

namespace ChurnPredict.Parquet;

/// <summary>Reads one column chunk from its first page to its last.</summary>
internal sealed class ColumnChunkReader(ColumnDecoder decoder, ColumnChunkMetadata chunk, ChunkWindow window) : IDisposable
{
    private readonly PageDecompressor _decompressor = new();
    private readonly bool _isOptional = decoder.IsOptional;
    private int _row;
    private long _position = window.Start;

    /// <summary>The page that was being read, for the message when something is wrong with it.</summary>
    public long Position => _position;

    public ParquetColumn Read(List<PageLocation> pages)
    {
        foreach (var page in pages)
        {
            _position = page.BodyOffset;
            var body = window.At(page.BodyOffset, page.Header.CompressedSize);
            if (page.Header.Checksum is { } expected) CheckChecksum(body, expected);
            switch (page.Header.Type)
            {
                case PageType.Dictionary: ReadDictionary(page.Header, body); break;
                case PageType.Data: ReadData(page.Header, body); break;
                default: ReadDataV2(page.Header, body); break;
            }
        }

        return decoder.Finish();
    }

    public void Dispose() => _decompressor.Dispose();

    private static void CheckChecksum(ReadOnlySpan<byte> body, uint expected)
    {
        var found = Crc32.Hash(body);
        if (found != expected) throw new DamagedDataException($"found page checksum {expected:X8}, but the page's is {found:X8}");
    }

    private void ReadDictionary(PageHeader header, ReadOnlySpan<byte> body)
    {
        if (header.Encoding is not (PageEncoding.Plain or PageEncoding.PlainDictionary))
            throw new DamagedDataException(
                $"found a dictionary page of encoding {header.Encoding}, expected {PageEncoding.Plain}");
        decoder.ReadDictionary(_decompressor.Decompress(chunk.Codec, body, header.UncompressedSize), header.ValueCount);
    }

    private void ReadData(PageHeader header, ReadOnlySpan<byte> body)
    {
        var values = _decompressor.Decompress(chunk.Codec, body, header.UncompressedSize);
        var present = header.ValueCount;
        if (_isOptional)
        {
            var nullsBefore = decoder.Validity.NullCount;
            values = values[ReadLevels(header, values)..];
            present -= decoder.Validity.NullCount - nullsBefore;
        }

        ReadValues(header, values, present);
    }

    private int ReadLevels(PageHeader header, ReadOnlySpan<byte> body)
    {
        if (header.LevelEncoding == PageEncoding.BitPacked)
            return DefinitionLevels.ReadBitPacked(body, header.ValueCount, decoder.Validity);
        if (header.LevelEncoding != PageEncoding.Rle)
            throw new DamagedDataException(
                $"found definition levels of encoding {header.LevelEncoding}, expected {PageEncoding.Rle}");
        if (body.Length < sizeof(int)) throw new DamagedDataException("a page ends inside its definition levels");
        var length = BinaryPrimitives.ReadUInt32LittleEndian(body);
        if (length > body.Length - sizeof(int))
            throw new DamagedDataException($"found {length} bytes of definition levels in a page of {body.Length}");
        DefinitionLevels.ReadHybrid(body.Slice(sizeof(int), (int)length), header.ValueCount, decoder.Validity);
        return sizeof(int) + (int)length;
    }

    private void ReadDataV2(PageHeader header, ReadOnlySpan<byte> body)
    {
        var (repetition, definition) = (header.RepetitionLevelSize, header.DefinitionLevelSize);
        if (repetition < 0 || definition < 0 || (long)repetition + definition > Math.Min(body.Length, header.UncompressedSize))
            throw new DamagedDataException($"found {repetition} + {definition} bytes of levels in a page of {body.Length}");
        var levels = repetition + definition;
        var present = header.ValueCount;
        if (_isOptional)
        {
            var nullsBefore = decoder.Validity.NullCount;
            DefinitionLevels.ReadHybrid(body.Slice(repetition, definition), header.ValueCount, decoder.Validity);
            present -= decoder.Validity.NullCount - nullsBefore;
        }

        var codec = header.IsCompressed ? chunk.Codec : CompressionCodec.Uncompressed;
        // A page of nulls may leave out even the empty compressed body.
        var values = body.Length == levels ? [] : _decompressor.Decompress(codec, body[levels..], header.UncompressedSize - levels);
        ReadValues(header, values, present);
    }

    private void ReadValues(PageHeader header, ReadOnlySpan<byte> values, int presentCount)
    {
        decoder.ReadValues(header.Encoding, values, _row, header.ValueCount, presentCount);
        _row += header.ValueCount;
    }
}

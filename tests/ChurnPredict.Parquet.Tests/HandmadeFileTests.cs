using System.Runtime.InteropServices;

namespace ChurnPredict.Parquet.Tests;

public sealed class HandmadeFileTests
{
    private static readonly SchemaElement Integers = new() { Name = "value", Type = PhysicalType.Int32, Repetition = SchemaElement.Required };
    private static readonly SchemaElement Texts = new() { Name = "value", Type = PhysicalType.ByteArray, Converted = ConvertedType.Utf8 };

    [Fact]
    public void ReadColumn_Int96_IsTimestampInMicroseconds()
    {
        var element = Integers with { Type = PhysicalType.Int96 };
        byte[] body = [.. BitConverter.GetBytes(3_000L), .. BitConverter.GetBytes(2_440_588), .. BitConverter.GetBytes(0L), .. BitConverter.GetBytes(2_440_587)];
        var column = (ParquetColumn<long>)Read(element, 2, HandmadeFile.DataPage(body, 2, PageEncoding.Plain));
        Assert.Equal(ParquetValueKind.Timestamp, column.Field.Kind);
        Assert.Equal([3, -86_400_000_000], column.Values);
    }

    [Theory]
    [InlineData((int)ConvertedType.UInt8, 0xFFFFFF80, 128L)]
    [InlineData((int)ConvertedType.Int8, 0xFFFFFF80, -128L)]
    [InlineData((int)ConvertedType.UInt16, 0xFFFFFFFF, 65535L)]
    [InlineData((int)ConvertedType.UInt32, 0xFFFFFFFF, 4294967295L)]
    [InlineData((int)ConvertedType.TimeMilliseconds, 5, 5L)]
    public void ReadColumn_AnnotatedInt32_HasTheAnnotationsRange(int converted, uint stored, long expected)
    {
        var page = HandmadeFile.DataPage(BitConverter.GetBytes(stored), 1, PageEncoding.Plain);
        var column = Read(Integers with { Converted = (ConvertedType)converted }, 1, page);
        Assert.Equal(expected, column is ParquetColumn<int> narrow ? narrow.Values[0] : ((ParquetColumn<long>)column).Values[0]);
    }

    [Fact]
    public void ReadColumn_DecimalAsByteStrings_IsUnscaled()
    {
        var element = Texts with { Converted = ConvertedType.Decimal, Precision = 20, Scale = 2 };
        byte[] body = [1, 0, 0, 0, 0xFF, 2, 0, 0, 0, 1, 0];
        Assert.Equal([-1, 256], ((ParquetColumn<Int128>)Read(element, 2, HandmadeFile.DataPage(body, 2, PageEncoding.Plain))).Values);
    }

    [Fact]
    public void ReadColumn_DictionaryThenPlainPages_GoesOn()
    {
        byte[] dictionary = [1, 0, 0, 0, .. "a"u8, 1, 0, 0, 0, .. "b"u8];
        // Bit width 1, one packed group: codes 0 1 1.
        var coded = HandmadeFile.DataPage([1, 3, 0b110], 3, PageEncoding.PlainDictionary);
        var plain = HandmadeFile.DataPage([2, 0, 0, 0, .. "cc"u8, 0, 0, 0, 0], 2, PageEncoding.Plain);
        var column = (ParquetTextColumn)ReadWithDictionary(Texts, 5, HandmadeFile.DictionaryPage(dictionary, 2), coded, plain);
        Assert.Equal(["a", "b", "b", "cc", ""], column.Codes.Select(column.EntryText));
    }

    [Fact]
    public void ReadColumn_FlippedBit_IsFoundByTheChecksum()
    {
        var page = HandmadeFile.DataPage(BitConverter.GetBytes(7), 1, PageEncoding.Plain);
        page[^1] ^= 1;
        var exception = Assert.Throws<InvalidParquetFileException>(() => Read(Integers, 1, page));
        Assert.Contains("checksum", exception.Message, StringComparison.Ordinal);
        Assert.Equal(("value", 0), (exception.Column, exception.RowGroup));
        Assert.NotNull(exception.Offset);
    }

    [Fact]
    public void ReadColumn_CodeBeyondTheDictionary_IsRefused()
    {
        var coded = HandmadeFile.DataPage([2, 3, 0b11], 1, PageEncoding.RleDictionary);
        var exception = Assert.Throws<InvalidParquetFileException>(
            () => ReadWithDictionary(Integers, 1, HandmadeFile.DictionaryPage(MemoryMarshal.AsBytes<int>([4, 5]).ToArray(), 2), coded));
        Assert.Contains(ParquetNet.Words("code 3"), exception.Message, StringComparison.Ordinal);
    }

    // Found by fuzzing: the first text took the room of the second one's length.
    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(0x7FFFFFFF)]
    public void ReadColumn_TextLongerThanItsPage_IsRefusedByTheDecoder(int length)
    {
        var page = HandmadeFile.DataPage([.. BitConverter.GetBytes(length), .. "abcde"u8], 2, PageEncoding.Plain);
        var exception = Assert.Throws<InvalidParquetFileException>(() => Read(Texts with { Repetition = SchemaElement.Required }, 2, page));
        Assert.IsType<DamagedDataException>(exception.InnerException);
        Assert.Contains(ParquetNet.Words("byte string 0 of 2"), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadColumn_BillionsOfRowsInAFewBytes_IsRefusedWithoutAllocating()
    {
        const int rows = 2_000_000_000;
        // Every code is 0: a run of any length takes no bytes.
        var page = HandmadeFile.DataPage([0], rows, PageEncoding.RleDictionary);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var exception = Assert.Throws<InvalidParquetFileException>(
            () => ReadWithDictionary(Integers, rows, HandmadeFile.DictionaryPage([1, 0, 0, 0], 1), page));
        Assert.Contains("honestly", exception.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void ReadColumn_MillionsOfEqualRowsInAFewBytes_AreRead()
    {
        const int rows = 3_000_000;
        var page = HandmadeFile.DataPage([0], rows, PageEncoding.RleDictionary);
        var column = (ParquetColumn<int>)ReadWithDictionary(Integers, rows, HandmadeFile.DictionaryPage([9, 0, 0, 0], 1), page);
        Assert.Equal(rows, column.Values.Count(value => value == 9));
    }

    // Found by fuzzing: Parquet.Net allocates what one miniblock of so many differences would take.
    [Theory]
    [InlineData(1 << 24)]
    [InlineData(1 << 26)]
    public void ReadColumn_DeltaBlocksOfMillions_TakeNoMemory(int blockLength)
    {
        // Block, one miniblock, two values, the first 0, differences of 1, which take no bits.
        var page = HandmadeFile.DataPage([.. Varint(blockLength), 1, 2, 0, 2, 0], 2, PageEncoding.DeltaBinaryPacked);
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            Assert.Equal([0, 1], ((ParquetColumn<int>)Read(Integers, 2, page)).Values);
        }
        catch (InvalidParquetFileException exception)
        {
            Assert.Contains("blocks of", exception.Message, StringComparison.Ordinal);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000);
    }

    [Fact]
    public void ReadColumn_LzoCodec_IsRefusedByName()
    {
        using var file = new TemporaryFile();
        HandmadeFile.Write(file.Path, Integers, 1, [HandmadeFile.DataPage([0, 0, 0, 0], 1, PageEncoding.Plain)], codec: CompressionCodec.Lzo);
        using var reader = ParquetFileReader.Open(file.Path);
        var exception = Assert.Throws<InvalidParquetFileException>(() => reader.ReadColumn(0, "value"));
        Assert.Contains("Lzo", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    [InlineData(20)]
    public void Open_TruncatedFile_IsRefused(int length)
    {
        using var file = new TemporaryFile();
        File.WriteAllBytes(file.Path, File.ReadAllBytes(Fixtures.PathOf("nested"))[..length]);
        Assert.Throws<InvalidParquetFileException>(() => ParquetFileReader.Open(file.Path));
    }

    private static byte[] Varint(int value) => value < 0x80 ? [(byte)value] : [(byte)((value & 0x7F) | 0x80), .. Varint(value >> 7)];

    private static ParquetColumn Read(SchemaElement element, int rows, params byte[][] pages) =>
        Read(element, rows, hasDictionary: false, pages);

    private static ParquetColumn ReadWithDictionary(SchemaElement element, int rows, params byte[][] pages) =>
        Read(element, rows, hasDictionary: true, pages);

    private static ParquetColumn Read(SchemaElement element, int rows, bool hasDictionary, byte[][] pages)
    {
        using var file = new TemporaryFile();
        HandmadeFile.Write(file.Path, element, rows, pages, hasDictionary);
        using var reader = ParquetFileReader.Open(file.Path);
        return reader.ReadColumn(0, "value");
    }
}

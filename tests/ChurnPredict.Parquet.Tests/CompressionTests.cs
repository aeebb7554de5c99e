using System.IO.Compression;

namespace ChurnPredict.Parquet.Tests;

public sealed class CompressionTests
{
    public static TheoryData<string, int> Inputs()
    {
        var inputs = new TheoryData<string, int>();
        foreach (var kind in (string[])["zeros", "noise", "text", "integers", "period3", "mixed", "skewed"])
        {
            foreach (var length in (int[])[0, 1, 3, 15, 16, 63, 64, 100, 1000, 65_535, 65_536, 131_073, 300_000]) inputs.Add(kind, length);
        }

        return inputs;
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Snappy_AnyInput_DecodesToItself(string kind, int length)
    {
        var (source, sink) = (Make(kind, length), new ByteSink());
        new SnappyEncoder().Encode(source, sink);
        var found = new byte[length];
        SnappyDecoder.Decode(sink.Written, found);
        Assert.True(source.AsSpan().SequenceEqual(found));
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Zstd_AnyInput_DecodesToItself(string kind, int length)
    {
        var (source, sink) = (Make(kind, length), new ByteSink());
        new ZstdEncoder().Encode(source, sink);
        var found = new byte[length];
        Assert.InRange(length, 0, ZstdDecoder.MostDecoded(sink.Written));
        new ZstdDecoder().Decode(sink.Written, found);
        Assert.True(source.AsSpan().SequenceEqual(found));
    }

    [Theory]
    [InlineData("text", 0.45)]
    [InlineData("zeros", 0.001)]
    [InlineData("skewed", 0.78)]
    public void Zstd_CompressibleInput_BecomesSmall(string kind, double largestRatio)
    {
        var sink = new ByteSink();
        new ZstdEncoder().Encode(Make(kind, 300_000), sink);
        Assert.InRange(sink.Length / 300_000.0, 0, largestRatio);
    }

    [Fact]
    public void Decompress_ConcatenatedGzipMembers_AreReadOn()
    {
        byte[] page = [.. Gzip("first "u8), .. Gzip("second"u8)];
        using var decompressor = new PageDecompressor();
        Assert.Equal("first second"u8, decompressor.Decompress(CompressionCodec.Gzip, page, 12));
    }

    [Fact]
    public void Decompress_HadoopLz4Frames_AreRead()
    {
        // Two frames of one literal-only block each, lengths big-endian.
        byte[] page = [0, 0, 0, 3, 0, 0, 0, 4, 0x30, .. "abc"u8, 0, 0, 0, 2, 0, 0, 0, 3, 0x20, .. "de"u8];
        using var decompressor = new PageDecompressor();
        Assert.Equal("abcde"u8, decompressor.Decompress(CompressionCodec.Lz4Hadoop, page, 5));
    }

    [Fact]
    public void Decompress_Lz4FrameFormat_IsRead()
    {
        byte[] page = [0x04, 0x22, 0x4D, 0x18, 0x40, 0x40, 0xC0, 5, 0, 0, 0, 0x40, .. "abcd"u8, 2, 0, 0, 0x80, .. "ef"u8, 0, 0, 0, 0];
        using var decompressor = new PageDecompressor();
        Assert.Equal("abcdef"u8, decompressor.Decompress(CompressionCodec.Lz4Hadoop, page, 6));
    }

    [Fact]
    public void Decompress_BareLz4Block_IsReadByBothCodecs()
    {
        // Literal "ab", then a copy of 6 from two back, then the last literal.
        byte[] page = [0x22, .. "ab"u8, 2, 0, 0x10, .. "c"u8];
        using var decompressor = new PageDecompressor();
        Assert.Equal("ababababc"u8, decompressor.Decompress(CompressionCodec.Lz4Raw, page, 9));
        Assert.Equal("ababababc"u8, decompressor.Decompress(CompressionCodec.Lz4Hadoop, page, 9));
    }

    [Theory]
    [InlineData((int)CompressionCodec.Snappy)]
    [InlineData((int)CompressionCodec.Zstd)]
    [InlineData((int)CompressionCodec.Lz4Raw)]
    [InlineData((int)CompressionCodec.Lz4Hadoop)]
    [InlineData((int)CompressionCodec.Gzip)]
    [InlineData((int)CompressionCodec.Brotli)]
    public void Decompress_AnnouncedGigabytes_FailsWithoutAllocatingThem(int codec)
    {
        using var decompressor = new PageDecompressor();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<DamagedDataException>(() => { decompressor.Decompress((CompressionCodec)codec, new byte[100], 2_000_000_000); });
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000);
    }

    // Found by fuzzing: gzip has no stream over no bytes.
    [Theory]
    [InlineData((int)CompressionCodec.Snappy)]
    [InlineData((int)CompressionCodec.Zstd)]
    [InlineData((int)CompressionCodec.Lz4Raw)]
    [InlineData((int)CompressionCodec.Lz4Hadoop)]
    [InlineData((int)CompressionCodec.Gzip)]
    [InlineData((int)CompressionCodec.Brotli)]
    public void Decompress_EmptyPage_IsRefusedByTheDecoder(int codec)
    {
        using var decompressor = new PageDecompressor();
        Assert.Throws<DamagedDataException>(() => { decompressor.Decompress((CompressionCodec)codec, [], 10); });
    }

    private static byte[] Gzip(ReadOnlySpan<byte> bytes)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(bytes);
        return stream.ToArray();
    }

    private static byte[] Make(string kind, int length)
    {
        var random = new Random(length);
        var bytes = new byte[length];
        for (var index = 0; index < length; index++)
        {
            bytes[index] = kind switch
            {
                "zeros" => 0,
                "noise" => (byte)random.Next(256),
                "text" => (byte)"customers order again when they are glad "[index % 41 == 0 ? random.Next(41) : index % 41],
                "integers" => (byte)(index % 8 == 0 ? random.Next(256) : index % 8 == 1 ? random.Next(4) : 0),
                "period3" => (byte)(index % 3),
                "skewed" => (byte)(random.Next(100) * random.Next(100) / 100),
                _ => (byte)(index / 1000 % 2 == 0 ? random.Next(256) : index % 7),
            };
        }

        return bytes;
    }
}

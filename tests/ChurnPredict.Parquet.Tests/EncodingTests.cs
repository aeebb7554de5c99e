using System.Runtime.InteropServices;

namespace ChurnPredict.Parquet.Tests;

public sealed class EncodingTests
{
    [Fact]
    public void UnpackVector_EveryWidthAndStart_AgreesWithTheScalarTwin()
    {
        var random = new Random(1);
        var packed = new byte[400];
        random.NextBytes(packed);
        for (var width = 1; width <= 25; width++)
        {
            for (var first = 0; first < 20; first++)
            {
                var count = Math.Min(100, packed.Length * 8 / width - first);
                var (expected, found) = (new int[count], new int[count]);
                BitUnpacker.UnpackScalar(packed, width, first, expected);
                if (!System.Runtime.Intrinsics.X86.Avx2.IsSupported) return;
                BitUnpacker.UnpackVector(packed, width, first, found);
                Assert.Equal(expected, found);
            }
        }
    }

    [Fact]
    public void UnpackScalar_PackedValues_GivesThemBack()
    {
        var random = new Random(2);
        for (var width = 1; width <= 32; width++)
        {
            var values = Enumerable.Range(0, 64).Select(_ => unchecked((int)(random.NextInt64() & uint.MaxValue >> (32 - width)))).ToArray();
            var packed = new byte[values.Length * width / 8];
            BitPacker.Pack(values, width, packed);
            var found = new int[values.Length];
            BitUnpacker.UnpackScalar(packed, width, 0, found);
            Assert.Equal(values, found);
        }
    }

    [Fact]
    public void Largest_EveryLength_AgreesWithTheScalarTwin()
    {
        var random = new Random(3);
        for (var length = 0; length < 100; length++)
        {
            var codes = Enumerable.Range(0, length).Select(_ => random.Next(-2, 1000)).ToArray();
            Assert.Equal(DictionaryLookup.LargestScalar(codes), DictionaryLookup.Largest(codes));
        }
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(3, 100)]
    [InlineData(8, 1000)]
    [InlineData(20, 4097)]
    public void HybridWriter_RunsAndNoise_ReadBackTheSame(int bitWidth, int count)
    {
        var random = new Random(count);
        var values = new int[count];
        for (var index = 0; index < count; index++)
            values[index] = index % 50 < 25 ? index / 50 % (1 << bitWidth) : random.Next(1 << bitWidth);
        var sink = new ByteSink();
        HybridWriter.Write(values, bitWidth, sink);
        var found = new int[count];
        new HybridReader(sink.Written, bitWidth).Read(found);
        Assert.Equal(values, found);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(32)]
    [InlineData(129)]
    [InlineData(1000)]
    public void DeltaBinaryPacked_ExtremesAndSequences_ReadBackTheSame(int count)
    {
        var random = new Random(count);
        var longs = Enumerable.Range(0, count).Select(index => index % 3 == 0 ? random.NextInt64(long.MinValue, long.MaxValue) : index).ToArray();
        var integers = Enumerable.Range(0, count).Select(index => index % 200 < 100 ? index : random.Next(int.MinValue, int.MaxValue)).ToArray();
        var sink = new ByteSink();
        DeltaBinaryPackedWriter.Write<long>(longs, sink);
        var foundLongs = new long[count];
        Assert.Equal(sink.Length, DeltaBinaryPacked.DecodeInt64(sink.Written, MemoryMarshal.AsBytes(foundLongs.AsSpan())));
        Assert.Equal(longs, foundLongs);
        sink.Clear();
        DeltaBinaryPackedWriter.Write<int>(integers, sink);
        var foundIntegers = new int[count];
        DeltaBinaryPacked.DecodeInt32(sink.Written, MemoryMarshal.AsBytes(foundIntegers.AsSpan()));
        Assert.Equal(integers, foundIntegers);
    }

    [Fact]
    public void Spread_RandomNulls_PutsEveryValueInItsRow()
    {
        var random = new Random(4);
        for (var length = 1; length < 200; length++)
        {
            var validity = new ulong[5];
            var expected = new int[length];
            var present = new List<int>();
            for (var row = 0; row < length; row++)
            {
                if (random.Next(3) == 0) continue;
                validity[(row + 7) >> 6] |= 1UL << ((row + 7) & 63);
                expected[row] = row + 1;
                present.Add(row + 1);
            }

            var rows = new int[length];
            present.CopyTo(rows);
            NullSpreading.Spread<int>(rows, present.Count, validity, firstBit: 7, nullValue: 0);
            Assert.Equal(expected, rows);
        }
    }

    [Fact]
    public void ReadBitPacked_DeprecatedLevels_StartWithTheHighestBit()
    {
        var validity = new ValidityBuilder(10);
        Assert.Equal(2, DefinitionLevels.ReadBitPacked([0b1010_0000, 0b0100_0000, 0xFF], 10, validity));
        Assert.Equal((10, 7), (validity.Length, validity.NullCount));
        Assert.Equal(0b10_0000_0101UL, validity.Words![0]);
    }

    [Fact]
    public void Crc32_CheckString_IsThePublishedValue() => Assert.Equal(0xCBF43926, Crc32.Hash("123456789"u8));

    [Fact]
    public void XxHash64_PublishedVectors_Agree()
    {
        Assert.Equal(0xEF46DB3751D8E999UL, XxHash64.Hash([]));
        Assert.Equal(0xD24EC4F1A98C6E5BUL, XxHash64.Hash("a"u8));
        Assert.Equal(0x44BC2CF5AD770999UL, XxHash64.Hash("abc"u8));
        Assert.Equal(0xCFE1F278FA89835CUL, XxHash64.Hash("abcdefghijklmnopqrstuvwxyz0123456789"u8[..26]));
    }

    [Theory]
    [InlineData("00", 0)]
    [InlineData("FF", -1)]
    [InlineData("7FFF", 32767)]
    [InlineData("8000", -32768)]
    [InlineData("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFE", -2)]
    public void FromBigEndian_TwosComplement_IsRead(string bytes, int expected) =>
        Assert.Equal((Int128)expected, DecimalConversion.FromBigEndian(Convert.FromHexString(bytes)));

    [Fact]
    public void Int96_JulianDays_BecomeMicroseconds()
    {
        var stored = new byte[12];
        BitConverter.TryWriteBytes(stored, 1_500L);
        BitConverter.TryWriteBytes(stored.AsSpan(8), 2_440_589);
        var values = new long[1];
        new Int96Conversion().Convert(stored, values);
        Assert.Equal(86_400_000_001, values[0]);
    }
}

using ChurnPredict.History;

namespace ChurnPredict.Tests.History;

public sealed class ColumnPackingTests
{
    public static TheoryData<long[]> Longs() => new()
    {
        new long[] { 5 },
        new long[] { Instants.Missing },
        new long[] { Instants.Missing, 7, 7, Instants.Missing },
        new[] { 0L, 254, 255, 256, 65_534, 65_535, 1L << 40 },
        new[] { long.MinValue + 1, long.MaxValue, 0, Instants.Missing },
        new[] { long.MaxValue, long.MaxValue - 254 },
        new[] { -3L, -1, 4_000_000_000 },
    };

    [Theory]
    [MemberData(nameof(Longs))]
    public void Read_Longs_AreThoseWritten(long[] values) => Assert.Equal(values, RoundTrip(new PackedColumn<long>("x", values)).Values);

    [Fact]
    public void Read_Numbers_AreThoseWrittenBitForBit()
    {
        double[][] doubles = [[19.99, 0.01, -5, double.NaN], [1.0 / 3, 2], [-0.0, 1], [1e300, double.PositiveInfinity], [0.1 + 0.2], []];
        foreach (var values in doubles)
            Assert.Equal(values.Select(BitConverter.DoubleToInt64Bits), RoundTrip(new PackedColumn<double>("x", values)).Values.Select(BitConverter.DoubleToInt64Bits));
        float[][] floats = [[0.5f, 3, float.NaN], [1f / 3], [-0f], [1e30f], [1.1f, 99.99f]];
        foreach (var values in floats)
            Assert.Equal(values.Select(BitConverter.SingleToInt32Bits), RoundTrip(new PackedColumn<float>("x", values)).Values.Select(BitConverter.SingleToInt32Bits));
    }

    [Fact]
    public void Read_IntegersAndBytes_AreThoseWritten()
    {
        Assert.Equal([-1, 0, int.MaxValue, int.MinValue], RoundTrip(new PackedColumn<int>("x", [-1, 0, int.MaxValue, int.MinValue])).Values);
        Assert.Equal([0, 1, 2, 255], RoundTrip(new PackedColumn<byte>("x", [0, 1, 2, 255])).Values);
    }

    [Fact]
    public void Write_Money_TakesAFractionOfItsSize()
    {
        var writer = new BlockWriter();
        ColumnPacking.Write(writer, new PackedColumn<double>("x", [.. Enumerable.Range(0, 1000).Select(cent => cent / 100.0)]), 0, 1000);

        Assert.InRange(writer.Length, 1, 2100);
    }

    private static PackedColumn<T> RoundTrip<T>(PackedColumn<T> column)
        where T : unmanaged
    {
        var writer = new BlockWriter();
        ColumnPacking.Write(writer, column, 0, column.Length);
        var target = (PackedColumn<T>)column.New(column.Length);
        ColumnPacking.Read(new BlockReader([.. writer.Written.Span, .. new byte[BlockReader.Slack]]), target, 0, column.Length);
        return target;
    }
}

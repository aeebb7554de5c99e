namespace ChurnPredict.Parquet.Tests;

public sealed class StatisticsDecoderTests
{
    [Fact]
    public void Decode_NaNBound_IsNotTold() =>
        Assert.Equal(new ParquetStatistics(null, 1.5, 2), Decode(PhysicalType.Double, BitConverter.GetBytes(double.NaN), BitConverter.GetBytes(1.5)));

    [Fact]
    public void Decode_ZeroBounds_AdmitBothZeros()
    {
        var statistics = Decode(PhysicalType.Double, BitConverter.GetBytes(0.0), BitConverter.GetBytes(-0.0));
        Assert.True(double.IsNegative((double)statistics.Minimum!));
        Assert.False(double.IsNegative((double)statistics.Maximum!));
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, 7L)]
    public void Decode_OldBounds_AreUsedForSignedNumbersOnly(bool isSigned, long? expected)
    {
        var element = new SchemaElement { Type = PhysicalType.Int64, Converted = isSigned ? ConvertedType.Int64 : ConvertedType.UInt64 };
        var raw = new RawStatistics { OldMin = BitConverter.GetBytes(7L), OldMax = BitConverter.GetBytes(9L) };
        Assert.Equal(expected, StatisticsDecoder.Decode(raw, new FlatColumn(FieldTyping.FieldOf(element), element, 0)).Minimum);
    }

    [Fact]
    public void Decode_BoundOfWrongLength_IsNotTold() =>
        Assert.Null(Decode(PhysicalType.Int32, [1, 2], [1, 2, 3, 4]).Minimum);

    [Fact]
    public void Decode_Int32Bound_HasTheColumnsType() =>
        Assert.IsType<int>(Decode(PhysicalType.Int32, [1, 0, 0, 0], [1, 0, 0, 0]).Minimum);

    private static ParquetStatistics Decode(PhysicalType type, byte[] minimum, byte[] maximum)
    {
        var element = new SchemaElement { Name = "value", Type = type };
        var raw = new RawStatistics { MinValue = minimum, MaxValue = maximum, NullCount = 2 };
        return StatisticsDecoder.Decode(raw, new FlatColumn(FieldTyping.FieldOf(element), element, 0));
    }
}

namespace ChurnPredict.Parquet.Tests;

public sealed class ParquetFileReaderTests
{
    [Fact]
    public void ReadColumn_UnknownName_SaysWhichColumnsThereAre()
    {
        using var reader = ParquetFileReader.Open(Fixtures.PathOf("duckdb-snappy-V1"));
        var exception = Assert.Throws<InvalidParquetFileException>(() => reader.ReadColumns(0, ["id", "customer"], 2));
        Assert.Equal("customer", exception.Column);
        Assert.Contains("'category'", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void ReadColumn_RowGroupOutOfRange_IsTheCallersMistake(int rowGroup)
    {
        using var reader = ParquetFileReader.Open(Fixtures.PathOf("duckdb-snappy-V1"));
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.ReadColumn(rowGroup, "id"));
    }

    [Fact]
    public void ReadColumns_DamagedColumn_IsThrownAsItIsFromAnyThread()
    {
        using var file = new TemporaryFile();
        var bytes = File.ReadAllBytes(Fixtures.PathOf("arrow-rs-delta"));
        bytes.AsSpan(4, 40).Clear();
        File.WriteAllBytes(file.Path, bytes);
        using var reader = ParquetFileReader.Open(file.Path);
        var exception = Assert.Throws<InvalidParquetFileException>(() => reader.ReadColumns(0, ["day", "id"], 2));
        Assert.Equal((file.Path, 0, "id"), (exception.Path, exception.RowGroup, exception.Column));
    }

    [Fact]
    public void ReadColumn_ManyThreadsAtOnce_AllReadTheSame()
    {
        using var reader = ParquetFileReader.Open(Fixtures.PathOf("duckdb-zstd-V1"));
        var expected = Canonical.Column(reader, "name");
        Parallel.For(0, 50, _ => Assert.Equal(expected, Canonical.Column(reader, "name")));
    }

    [Fact]
    public void Open_AbsentFile_IsAnIOException() =>
        Assert.Throws<FileNotFoundException>(() => ParquetFileReader.Open("absent.parquet"));

    [Fact]
    public void Open_TextFile_SaysThatItIsNotParquet()
    {
        using var file = new TemporaryFile();
        File.WriteAllText(file.Path, "customer_id,amount\n1,2\n");
        var exception = Assert.Throws<InvalidParquetFileException>(() => ParquetFileReader.Open(file.Path));
        Assert.Contains("not Parquet", exception.Message, StringComparison.Ordinal);
    }
}

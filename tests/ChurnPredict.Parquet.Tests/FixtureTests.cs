namespace ChurnPredict.Parquet.Tests;

public sealed class FixtureTests
{
    public static TheoryData<string> Files() => [.. Fixtures.SameRows().Select(path => Path.GetFileNameWithoutExtension(path)!)];

    [Theory]
    [MemberData(nameof(Files))]
    public void ReadColumn_EveryCodecAndEncoding_HoldsTheSameRows(string name)
    {
        using var reader = ParquetFileReader.Open(Fixtures.PathOf(name));
        if (ParquetNet.CannotRead(name))
        {
            Assert.Contains("'flag'", Assert.Throws<InvalidParquetFileException>(() => reader.ReadColumn(0, "flag")).Message, StringComparison.Ordinal);
            return;
        }

        var columns = reader.ReadColumns(0, ["id", "amount", "flag", "category", "name", "day", "at", "price", "budget", "tiny", "ratio"], 2);
        Assert.All(columns, column => Assert.Equal(150, column.Length));
        for (var row = 0; row < 150; row++)
        {
            Assert.Equal($"{row}", Canonical.Value(columns[0], row));
            Assert.Equal(row % 7 == 3, columns[1].IsNull(row));
            if (row % 7 != 3) Assert.Equal(row / 3.0, ((ParquetColumn<double>)columns[1]).Values[row]);
            Assert.Equal(row % 3 == 0, ((ParquetColumn<bool>)columns[2]).Values[row]);
            Assert.Equal($"category {row % 5}", Text(columns[3], row));
            Assert.Equal(row % 4 != 1, Text(columns[4], row)?.StartsWith("name-", StringComparison.Ordinal) ?? false);
            Assert.Equal(19_723 + row, ((ParquetColumn<int>)columns[5]).Values[row]);
            Assert.Equal($"{row * 1_000_000L}", Canonical.Value(columns[6], row));
            Assert.Equal(row * 700, ((ParquetColumn<Int128>)columns[7]).Values[row]);
            Assert.Equal(row * (Int128)100_000_300_000, ((ParquetColumn<Int128>)columns[8]).Values[row]);
            Assert.Equal($"{row % 200}", Canonical.Value(columns[9], row));
            Assert.Equal(row * 0.5f, ((ParquetColumn<float>)columns[10]).Values[row]);
        }
    }

    [Fact]
    public void Open_NestedColumns_AreListedApartAndRefusedByName()
    {
        using var reader = ParquetFileReader.Open(Fixtures.PathOf("nested"));
        Assert.Equal(["items", "pair"], reader.NestedFieldNames);
        Assert.Equal("id", Assert.Single(reader.Fields).Name);
        Assert.Equal([0, 1, 2, 3, 4L], ((ParquetColumn<long>)reader.ReadColumn(0, "id")).Values);
        var exception = Assert.Throws<InvalidParquetFileException>(() => reader.ReadColumn(0, "pair"));
        Assert.Contains("'pair'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("nested", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_EncryptedFile_IsRefusedByName()
    {
        var exception = Assert.Throws<InvalidParquetFileException>(() => ParquetFileReader.Open(Fixtures.PathOf("encrypted")));
        Assert.Contains("encrypted", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RowGroups_FileOfAnotherTool_TellsBounds()
    {
        using var reader = ParquetFileReader.Open(Fixtures.PathOf("duckdb-snappy-V1"));
        var statistics = reader.RowGroups[0].Statistics;
        Assert.Equal(new ParquetStatistics(0L, 149L, 0), statistics["id"]);
        Assert.Equal(new ParquetStatistics("category 0", "category 4", 0), statistics["category"]);
        Assert.Equal(19_723, statistics["day"].Minimum);
        Assert.Equal((Int128)104_300, statistics["price"].Maximum);
    }

    private static string? Text(ParquetColumn column, int row) =>
        column.IsNull(row) ? null : ((ParquetTextColumn)column).EntryText(((ParquetTextColumn)column).Codes[row]);
}

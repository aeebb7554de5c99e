namespace ChurnPredict.Parquet.Tests;

public sealed class RoundTripTests
{
    public static TheoryData<int, double, ParquetCompression> Tables()
    {
        var tables = new TheoryData<int, double, ParquetCompression>();
        foreach (var rows in (int[])[1, 7, 8, 63, 64, 65, 1000, 70_001])
        {
            foreach (var nullShare in (double[])[0, 0.3, 1])
                tables.Add(rows, nullShare, (ParquetCompression)((rows + (int)(nullShare * 10)) % 4));
        }

        return tables;
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Read_WhatWasWritten_IsTheSame(int rows, double nullShare, ParquetCompression compression)
    {
        using var file = new TemporaryFile();
        var columns = GeneratedTable.Columns(rows, seed: rows, nullShare);
        var second = GeneratedTable.Columns(rows / 2 + 1, seed: rows + 1, nullShare);
        Write(file.Path, compression, columns, second);
        using var reader = ParquetFileReader.Open(file.Path);
        Assert.Equal(rows + rows / 2 + 1, reader.RowCount);
        var names = GeneratedTable.Fields.Select(field => field.Name).ToList();
        Assert.All(reader.ReadColumns(0, names, threadCount: 2).Zip(columns), pair => ColumnAssert.Same(pair.Second, pair.First));
        Assert.All(reader.ReadColumns(1, names).Zip(second), pair => ColumnAssert.Same(pair.Second, pair.First));
    }

    [Fact]
    public void Open_MetadataWasWritten_GivesItBack()
    {
        using var file = new TemporaryFile();
        var field = new ParquetField("id", ParquetValueKind.Int32);
        using (var writer = ParquetFileWriter.Create(file.Path, [field], new ParquetWriterOptions { Metadata = new Dictionary<string, string> { ["a"] = "ä" } }))
        {
            writer.WriteRowGroup([new ParquetColumn<int>(field, [3, 1, 2])]);
            writer.Complete();
        }

        using var reader = ParquetFileReader.Open(file.Path);
        Assert.Equal("ä", reader.Metadata["a"]);
        Assert.Equal(new ParquetStatistics(1, 3, 0), reader.RowGroups[0].Statistics["id"]);
    }

    private static void Write(string path, ParquetCompression compression, params ParquetColumn[][] groups)
    {
        using var writer = ParquetFileWriter.Create(path, GeneratedTable.Fields, new ParquetWriterOptions { Compression = compression });
        foreach (var group in groups) writer.WriteRowGroup(group);
        writer.Complete();
    }
}

namespace ChurnPredict.Parquet.Tests;

public sealed class ParquetFileWriterTests
{
    private static readonly ParquetField Id = new("id", ParquetValueKind.Int64, IsNullable: false);

    [Fact]
    public void Dispose_WithoutComplete_LeavesTheFileBefore()
    {
        using var file = new TemporaryFile();
        File.WriteAllText(file.Path, "before");
        using (var writer = ParquetFileWriter.Create(file.Path, [Id])) writer.WriteRowGroup([new ParquetColumn<long>(Id, [1])]);
        Assert.Equal("before", File.ReadAllText(file.Path));
        Assert.Single(Directory.GetFiles(file.Folder));
    }

    /// <summary>Whoever lets a report read <c>latest.parquet</c> has it lead where the disk is large; it must go on leading there.</summary>
    [Fact]
    public void Complete_NameThatIsASymbolicLink_WritesWhatItLeadsTo()
    {
        using var file = new TemporaryFile();
        var (link, second) = (Path.Combine(file.Folder, "link"), Path.Combine(file.Folder, "second"));
        File.CreateSymbolicLink(second, Path.GetFileName(file.Path));
        File.CreateSymbolicLink(link, second);
        foreach (long value in (long[])[1, 2])
        {
            Write(link, new ParquetWriterOptions(), [value]);
            using var reader = ParquetFileReader.Open(file.Path);
            Assert.Equal([value], ((ParquetColumn<long>)reader.ReadColumn(0, "id")).Values);
        }

        Assert.Equal((second, Path.GetFileName(file.Path)), (new FileInfo(link).LinkTarget, new FileInfo(second).LinkTarget));
        Assert.Equal(3, Directory.GetFiles(file.Folder).Length);
    }

    [Fact]
    public void WriteRowGroup_BeyondRowGroupBytes_IsCutIntoGroupsOfTheSameRows()
    {
        using var file = new TemporaryFile();
        var values = Enumerable.Range(0, 1000).Select(row => (long)row * row).ToArray();
        Write(file.Path, new ParquetWriterOptions { RowGroupBytes = 1024 }, values);
        using var reader = ParquetFileReader.Open(file.Path);
        Assert.Equal(8, reader.RowGroups.Count);
        Assert.Equal(values, reader.RowGroups.SelectMany(group => ((ParquetColumn<long>)reader.ReadColumn(group.Index, "id")).Values));
    }

    [Fact]
    public void WriteRowGroup_AnyNumberOfThreads_WritesTheSameBytes()
    {
        using var file = new TemporaryFile();
        var columns = GeneratedTable.Columns(3000, seed: 5, nullShare: 0.1);
        var files = new List<byte[]>();
        foreach (var threads in (int[])[1, 4])
        {
            using (var writer = ParquetFileWriter.Create(file.Path, GeneratedTable.Fields, new ParquetWriterOptions { ThreadCount = threads }))
            {
                writer.WriteRowGroup(columns);
                writer.Complete();
            }

            files.Add(File.ReadAllBytes(file.Path));
        }

        Assert.Equal(files[0], files[1]);
    }

    [OwnCodecFact("writes sequences plain")]
    public void WriteRowGroup_Sequence_TakesAFewBytes()
    {
        using var file = new TemporaryFile();
        Write(file.Path, new ParquetWriterOptions(), [.. Enumerable.Range(0, 100_000).Select(row => 5_000_000_000L + row)]);
        Assert.InRange(new FileInfo(file.Path).Length, 100, 10_000);
    }

    [Fact]
    public void Complete_NoRows_IsAnEmptyTable()
    {
        using var file = new TemporaryFile();
        Write(file.Path, new ParquetWriterOptions(), []);
        using var reader = ParquetFileReader.Open(file.Path);
        Assert.Equal((0, "id"), (reader.RowCount, reader.Fields[0].Name));
    }

    [Fact]
    public void WriteRowGroup_WrongColumns_AreRefusedByName()
    {
        using var file = new TemporaryFile();
        using var writer = ParquetFileWriter.Create(file.Path, [Id]);
        Assert.Throws<ArgumentException>(() => writer.WriteRowGroup([]));
        Assert.Contains("'id'", Assert.Throws<ArgumentException>(() => writer.WriteRowGroup([new ParquetColumn<int>(Id, [1])])).Message, StringComparison.Ordinal);
        Assert.Contains("null", Assert.Throws<ArgumentException>(() => writer.WriteRowGroup([new ParquetColumn<long>(Id, [1], [0])])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_NoFieldOrTwoOfOneName_IsRefused()
    {
        using var file = new TemporaryFile();
        Assert.Throws<ArgumentException>(() => ParquetFileWriter.Create(file.Path, []));
        Assert.Contains("'id'", Assert.Throws<ArgumentException>(() => ParquetFileWriter.Create(file.Path, [Id, Id])).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(file.Folder));
    }

    [Fact]
    public void WriteRowGroup_DecimalOfTooManyDigits_IsRefused()
    {
        using var file = new TemporaryFile();
        var field = new ParquetField("price", ParquetValueKind.Decimal) { Precision = 3 };
        using var writer = ParquetFileWriter.Create(file.Path, [field]);
        Assert.Contains("1000", Assert.Throws<ArgumentException>(() => writer.WriteRowGroup([new ParquetColumn<Int128>(field, [1000])])).Message, StringComparison.Ordinal);
    }

    private static void Write(string path, ParquetWriterOptions options, long[] values)
    {
        using var writer = ParquetFileWriter.Create(path, [Id], options);
        writer.WriteRowGroup([new ParquetColumn<long>(Id, values)]);
        writer.Complete();
    }
}

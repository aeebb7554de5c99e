using ChurnPredict.Parquet;

namespace ChurnPredict.Trainer.Tests.FeatureTables;

public sealed class FeaturesCommandTests
{
    [Fact]
    public void Features_GeneratedHistory_WritesOneRowACustomer()
    {
        using var folder = new TemporaryFolder();
        Generate(folder);
        var run = CommandRun.Of("features", folder["history"], "--as-of", "2025-01-01", "--out", folder["features.parquet"], "--json");

        Assert.Equal(0, run.ExitCode);
        var rows = run.Json.GetProperty("customers").GetInt32();
        using var reader = ParquetFileReader.Open(folder["features.parquet"]);
        Assert.Equal(rows, reader.RowCount);
        Assert.Equal(["customer_id", "as_of", "churned", "recency_days"], reader.Fields.Take(4).Select(field => field.Name));
        Assert.Equal(run.Json.GetProperty("features").GetInt32() + 3, reader.Fields.Count);
    }

    [Fact]
    public void Features_LittleMemoryOrManyThreads_SameFile()
    {
        using var folder = new TemporaryFolder();
        Generate(folder);
        Write(folder, "one.parquet", "--threads", "1");
        Write(folder, "two.parquet", "--threads", "2");
        Write(folder, "parts.parquet", "--threads", "2", "--memory", "1MiB");

        var expected = Rows(folder["one.parquet"]);
        Assert.NotEmpty(expected);
        Assert.Equal(expected, Rows(folder["two.parquet"]));
        Assert.Equal(expected, Rows(folder["parts.parquet"]));
    }

    [Fact]
    public void Dictionary_WithoutHistory_ExplainsEveryFeatureInBothLanguages()
    {
        var run = CommandRun.Of("features", "--dictionary", "--json");

        Assert.Equal(0, run.ExitCode);
        var features = run.Json.EnumerateArray().ToArray();
        Assert.InRange(features.Length, 200, 400);
        Assert.All(features, feature =>
        {
            Assert.All(["name", "group", "unit", "definition"], key => Assert.NotEmpty(feature.GetProperty(key).GetString()!));
            Assert.All(["en", "ja"], language => Assert.NotEmpty(feature.GetProperty("labels").GetProperty(language).GetString()!));
        });
    }

    [Fact]
    public void Features_NeitherHistoryNorOut_IsWrongUsage()
    {
        Assert.Equal(2, CommandRun.Of("features").ExitCode);
        Assert.Equal(2, CommandRun.Of("features", "somewhere").ExitCode);
    }

    private static void Generate(TemporaryFolder folder) =>
        Assert.Equal(0, CommandRun.Of("generate", "--customers", "400", "--months", "18", "--out", folder["history"]).ExitCode);

    private static void Write(TemporaryFolder folder, string file, params string[] options) =>
        Assert.Equal(0, CommandRun.Of(["features", folder["history"], "--out", folder[file], .. options]).ExitCode);

    // Row groups follow the parts of the history; the rows do not.
    private static List<string> Rows(string path)
    {
        using var reader = ParquetFileReader.Open(path);
        var rows = new List<string>();
        for (var group = 0; group < reader.RowGroups.Count; group++)
        {
            var columns = reader.ReadColumns(group, [.. reader.Fields.Select(field => field.Name)]);
            for (var row = 0; row < columns[0].Length; row++) rows.Add(string.Join('|', columns.Select(column => Cell(column, row))));
        }

        return rows;
    }

    private static string Cell(ParquetColumn column, int row) => column switch
    {
        ParquetTextColumn texts => texts.EntryText(texts.Codes[row]),
        ParquetColumn<float> numbers => column.IsNull(row) ? "" : $"{BitConverter.SingleToInt32Bits(numbers.Values[row])}",
        ParquetColumn<int> numbers => column.IsNull(row) ? "" : $"{numbers.Values[row]}",
        _ => throw new InvalidOperationException(column.Field.Name),
    };
}

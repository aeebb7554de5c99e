using System.Text.Json;
using ChurnPredict.ModelStore;
using ChurnPredict.Parquet;
using ChurnPredict.Scoring;
using ChurnPredict.Trainer.Tests.Training;

namespace ChurnPredict.Trainer.Tests.Scoring;

[Collection(TrainedSampleGroup.Name)]
public sealed class ChangedTiersTests(TrainedSample sample) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Score_ChangedSinceFile_WritesExactlyTheCustomersWithAnotherTier()
    {
        var all = Score("all.parquet");
        var changed = all.Where(row => row.Tier == "LOW").Take(7).Select(row => row.Id).Order(StringComparer.Ordinal).ToArray();
        var before = WriteTiers("before.parquet", all.Select(row => (row.Id, changed.Contains(row.Id) ? "CRITICAL" : row.Tier)));
        var rows = Score("changed.parquet", "--changed-since", before);
        Assert.Equal(changed, rows.Select(row => row.Id).Order(StringComparer.Ordinal));
        Assert.All(rows, row => Assert.Equal("LOW", row.Tier));
    }

    [Fact]
    public void Score_ChangedSinceItsOwnModel_WritesNobody() =>
        Assert.Empty(Score("none.parquet", "--changed-since", sample.ModelId));

    [Fact]
    public void Score_CustomerMissingInTheEarlierFile_CountsAsChanged()
    {
        var all = Score("all.parquet");
        var missing = all.First(row => row.Tier is not null).Id;
        var before = WriteTiers("before.parquet", all.Where(row => row.Id != missing).Select(row => (row.Id, row.Tier)));
        Assert.Equal(missing, Assert.Single(Score("changed.parquet", "--changed-since", before)).Id);
    }

    [Fact]
    public void Score_Previous_HoldsTheTierJustBeyondACutOffAndNoFurther()
    {
        var cutOff = ModelFolder.Read(new ModelLibrary(sample.Models)).Model.Manifest.RiskTiers.Medium;
        var all = Score("all.parquet");
        var previous = WriteTiers("previous.parquet", all.Select(row => (row.Id, row.Tier is null ? null : "LOW")));
        var held = Score("held.parquet", "--previous", previous);
        var medium = held.Zip(all).Where(pair => pair.Second.Tier == "MEDIUM").Select(pair => (pair.First.Tier, Probability: pair.First.Probability!.Value)).ToArray();
        var slack = (double probability) => 0.05 * Math.Min(probability, 1 - probability);
        Assert.Contains(medium, row => row.Tier == "LOW");
        Assert.All(medium, row => Assert.Equal(row.Probability - slack(row.Probability) < cutOff ? "LOW" : "MEDIUM", row.Tier));
    }

    [Theory]
    [InlineData("--previous")]
    [InlineData("--changed-since")]
    public void Score_EarlierFileOfOtherCustomers_IsRefusedAndOfFewIsToldOf(string option)
    {
        var all = Score("all.parquet");
        CommandRun Against(string file) => CommandRun.Of("score", sample.History, "--models", sample.Models, "--out", _folder["x.parquet"], option, file);
        var others = Against(WriteTiers("others.parquet", all.Select(row => ($"other-{row.Id}", row.Tier))));
        Assert.Equal(3, others.ExitCode);
        Assert.Contains($"others.parquet: found none of the history's {all.Length} customers, expected an earlier score file of the same customers", others.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["x.parquet"]));
        var few = Against(WriteTiers("few.parquet", all.Take((all.Length - 1) / 2).Select(row => (row.Id, row.Tier))));
        Assert.Equal(0, few.ExitCode);
        Assert.Contains($"few.parquet: {(all.Length - 1) / 2} of {all.Length} customers stand in it", few.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("note:", Against(WriteTiers("half.parquet", all.Take((all.Length + 1) / 2).Select(row => (row.Id, row.Tier)))).Error, StringComparison.Ordinal);
    }

    /// <summary>Of a history that is spilled to disk only the first parts are looked at, and it must not read as if they were all.</summary>
    [Fact]
    public void Score_EarlierFileOfFewCustomersAndLittleMemory_SaysHowManyWereLookedAt()
    {
        var all = Score("all.parquet");
        var few = WriteTiers("few.parquet", all.Where((_, index) => index % 10 == 0).Select(row => (row.Id, row.Tier)));

        var run = CommandRun.Of("score", sample.History, "--models", sample.Models, "--out", _folder["x.parquet"], "--previous", few, "--memory", "0.1MiB");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Matches($"few.parquet: [0-9]+ of [0-9]+ customers looked at, out of {all.Length}, stand in it", run.Error);
    }

    /// <summary>As a file of changes is where there were none.</summary>
    [Fact]
    public void Score_EarlierFileOfNobody_HoldsNoTier()
    {
        Assert.Empty(Score("none.parquet", "--changed-since", sample.ModelId));
        Assert.Equal(Score("all.parquet"), Score("after.parquet", "--previous", _folder["none.parquet"]));
    }

    [Fact]
    public void Score_BadEarlierFile_SaysWhatWasFoundAndExpected()
    {
        string Refused(int exitCode, string option, string file) => TrainedSample.Run(
            exitCode, "score", sample.History, "--models", sample.Models, "--out", _folder["x.parquet"], option, file);
        Assert.Contains("expected a score file", Refused(2, "--previous", _folder["absent.parquet"]), StringComparison.Ordinal);
        Assert.Contains("neither a file", Refused(2, "--changed-since", "20200101T000000-00000000"), StringComparison.Ordinal);
        Assert.Contains("expected one of LOW", Refused(3, "--previous", WriteTiers("tier.parquet", [("1", "TEPID")])), StringComparison.Ordinal);
        Assert.Contains("expected one row a customer", Refused(3, "--previous", WriteTiers("twice.parquet", [("1", "LOW"), ("1", "LOW")])), StringComparison.Ordinal);
        Assert.Contains("found no text column customer_id", Refused(3, "--previous", Path.Combine(sample.History, "transactions.parquet")), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private (string Id, string? Tier, double? Probability)[] Score(string name, params string[] options)
    {
        var printed = TrainedSample.Run(0, ["score", sample.History, "--models", sample.Models, "--out", _folder[name], "--json", .. options]);
        using var reader = ParquetFileReader.Open(_folder[name]);
        using var document = JsonDocument.Parse(printed);
        Assert.Equal(reader.RowCount, document.RootElement.GetProperty("written").GetInt64());
        if (reader.RowCount == 0) return [];
        var ids = (ParquetTextColumn)reader.ReadColumn(0, "customer_id");
        var tiers = (ParquetTextColumn)reader.ReadColumn(0, "risk_tier");
        var probabilities = (ParquetColumn<double>)reader.ReadColumn(0, "churn_probability");
        return [.. Enumerable.Range(0, ids.Length).Select(row => (
            ids.EntryText(ids.Codes[row]),
            tiers.Codes[row] < 0 ? null : tiers.EntryText(tiers.Codes[row]),
            tiers.Codes[row] < 0 ? (double?)null : probabilities.Values[row]))];
    }

    private string WriteTiers(string name, IEnumerable<(string Id, string? Tier)> rows)
    {
        ParquetField[] fields = [new("customer_id", ParquetValueKind.Text, IsNullable: false), new("risk_tier", ParquetValueKind.Text)];
        var all = rows.ToArray();
        using var writer = ParquetFileWriter.Create(_folder[name], fields);
        writer.WriteRowGroup([ParquetTextColumn.From(fields[0], [.. all.Select(row => row.Id)]), ParquetTextColumn.From(fields[1], [.. all.Select(row => row.Tier)])]);
        writer.Complete();
        return _folder[name];
    }
}

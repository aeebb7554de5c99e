using ChurnPredict.Parquet;
using ChurnPredict.Trainer.Scoring;
using ChurnPredict.Trainer.Tests.Training;

namespace ChurnPredict.Trainer.Tests.Scoring;

[Collection(TrainedSampleGroup.Name)]
public sealed class BatchScoringTests(TrainedSample sample) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(false, 1)]
    [InlineData(false, 8)]
    [InlineData(true, 3)]
    public void Run_KilledBetweenParts_ContinuesToTheSameBytes(bool withBudget, int partsBefore)
    {
        var whole = new SampleScoring(sample, withBudget).Run(_folder["whole.parquet"]);
        var output = _folder["killed.parquet"];
        Assert.Throws<KilledException>(() => new SampleScoring(sample, withBudget).Run(output, partsBefore));
        Assert.False(File.Exists(output));
        LeaveHalfAPart(output, partsBefore);
        var continued = new SampleScoring(sample, withBudget).Run(output);
        Assert.Equal(partsBefore, continued.ContinuedParts);
        Assert.Equal(File.ReadAllBytes(_folder["whole.parquet"]), File.ReadAllBytes(output));
        Assert.Equal(whole.Groups, continued.Groups);
        Assert.Equal(whole.Actions, continued.Actions);
        Assert.False(Directory.Exists(ScoringParts.FolderFor(output)));
    }

    [Fact]
    public void Run_HistorySpilledToDisk_GivesTheSameBytes()
    {
        new SampleScoring(sample).Run(_folder["memory.parquet"]);
        new SampleScoring(sample, memoryBytes: 1 << 16).Run(_folder["spilled.parquet"]);
        Assert.Equal(File.ReadAllBytes(_folder["memory.parquet"]), File.ReadAllBytes(_folder["spilled.parquet"]));
    }

    [Fact]
    public void Run_ScoredCustomer_HasTheSurvivalCurveOfItsProbabilityInTheFile()
    {
        new SampleScoring(sample).Run(_folder["scores.parquet"]);
        using var file = ParquetFileReader.Open(_folder["scores.parquet"]);
        foreach (var group in file.RowGroups)
        {
            var churn = (ParquetColumn<double>)file.ReadColumn(group.Index, "churn_probability");
            var (atHorizon, atEnd) = ((ParquetColumn<double>)file.ReadColumn(group.Index, "survival_90"), (ParquetColumn<double>)file.ReadColumn(group.Index, "survival_365"));
            Assert.InRange(churn.NullCount, 0, churn.Length - 1);
            for (var row = 0; row < churn.Length; row++)
            {
                Assert.Equal(churn.IsNull(row), atHorizon.IsNull(row));
                Assert.Equal(churn.Values[row], atHorizon.Values[row], 1e-8);
                Assert.True(atEnd.Values[row] <= atHorizon.Values[row]);
            }

            Assert.True(file.ReadColumn(group.Index, "expected_next_order").NullCount < churn.Length);
        }
    }

    [Fact]
    public void Run_PartsOfAnotherDate_StartsAnewAndSaysWhy()
    {
        var output = _folder["scores.parquet"];
        Assert.Throws<KilledException>(() => new SampleScoring(sample).Run(output, 2, new DateOnly(2024, 9, 1)));
        var scoring = new SampleScoring(sample);
        Assert.Equal(0, scoring.Run(output).ContinuedParts);
        Assert.Contains("as_of was 2024-09-01", scoring.StartedAnew, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_SameOutputTwiceAtOnce_IsRefused()
    {
        var output = _folder["scores.parquet"];
        using var other = ScoringParts.Open(output, new(StringComparer.Ordinal), 1);
        Assert.Contains("in use", Assert.Throws<IOException>(() => new SampleScoring(sample).Run(output)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_ForeignFileInTheFolder_IsLeftAlone()
    {
        var output = _folder["scores.parquet"];
        Directory.CreateDirectory(ScoringParts.FolderFor(output));
        var foreign = Path.Combine(ScoringParts.FolderFor(output), "notes.txt");
        File.WriteAllText(foreign, "mine");
        new SampleScoring(sample).Run(output);
        Assert.Equal([foreign], Directory.GetFiles(ScoringParts.FolderFor(output)));
    }

    public void Dispose() => _folder.Dispose();

    private static void LeaveHalfAPart(string output, int number) =>
        File.WriteAllBytes(Path.Combine(ScoringParts.FolderFor(output), $"part-{number:000000}.parquet.partial"), "PAR1half"u8.ToArray());
}

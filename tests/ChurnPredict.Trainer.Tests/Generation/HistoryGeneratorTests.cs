using System.Security.Cryptography;
using ChurnPredict.History;
using ChurnPredict.Parquet;
using ChurnPredict.Trainer.Commands;
using ChurnPredict.Trainer.Generation;
using ChurnPredict.Trainer.Terminals;

namespace ChurnPredict.Trainer.Tests.Generation;

public class HistoryGeneratorTests
{
    private static readonly GenerationOptions Small = new() { CustomerCount = 300, Months = 14, Seed = 3 };

    [Fact]
    public void Write_OnOneAndOnThreeThreads_WritesTheSameBytes()
    {
        using var one = new TemporaryFolder();
        using var three = new TemporaryFolder();
        var options = Small with { CustomersPerFile = 50, CustomersPerRowGroup = 20 };

        new HistoryGenerator(options).Write(one.Path);
        new HistoryGenerator(options with { ThreadCount = 3 }).Write(three.Path);

        Assert.Equal(Hashes(one.Path), Hashes(three.Path));
        Assert.Equal(6, Directory.GetFiles(one["transactions"]).Length);
    }

    [Fact]
    public void Write_WithAnotherSeed_WritesOtherBytes()
    {
        using var folder = new TemporaryFolder();
        new HistoryGenerator(Small).Write(folder.Path);
        var before = Hashes(folder.Path);

        new HistoryGenerator(Small with { Seed = 4 }).Write(folder.Path);

        Assert.NotEqual(before["transactions.parquet"], Hashes(folder.Path)["transactions.parquet"]);
    }

    [Theory]
    [InlineData("transactions.parquet")]
    [InlineData("history.yaml")]
    public void Write_WhereAHistoryStandsThatWasNotGenerated_RefusesAndLeavesIt(string file)
    {
        using var folder = new TemporaryFolder();
        folder.Write(file, "mine");

        var error = Assert.Throws<InvalidCustomerDataException>(() => new HistoryGenerator(Small).Write(folder.Path));

        Assert.Contains($"found {file} without a truth.parquet", error.Message, StringComparison.Ordinal);
        Assert.Equal([folder[file]], Directory.GetFileSystemEntries(folder.Path));
        Assert.Equal("mine", File.ReadAllText(folder[file]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Write_OfAHistory_IsOneThatTheReaderTakesWhole(bool contracts)
    {
        using var folder = new TemporaryFolder();
        var summary = new HistoryGenerator(Small with { Contracts = contracts }).Write(folder.Path);

        using var source = HistoryReader.Open(folder.Path);

        Assert.Equal(Small.CustomerCount, source.CustomerCount);
        Assert.Equal(summary.AsOf, source.DayAfterLastEvent.Date);
        foreach (var table in source.Quality.Tables) Assert.Equal((summary.Rows[table.Table], summary.Rows[table.Table]), (table.RowsRead, table.RowsKept));
        Assert.Equal(contracts ? ChurnKind.Cancellation : ChurnKind.Inactivity, source.Description.Churn.Kind);
    }

    [Fact]
    public void Write_OfAHistory_HasWhatRealOnesHave()
    {
        using var folder = new TemporaryFolder();
        new HistoryGenerator(Small).Write(folder.Path);
        using var source = HistoryReader.Open(folder.Path);
        var store = source.Parts().Single();

        Assert.Contains(store.Transactions.Amount, amount => amount < 0);
        Assert.Contains(store.Satisfaction!.Score, float.IsNaN);
        Assert.Contains(Enumerable.Range(0, store.Transactions.RowCount), row => store.Transactions.IngestedAt![row] - store.Transactions.OccurredAt[row] > Instants.MicrosecondsPerDay);
        Assert.Contains(store.Transactions.DeliveredAt!, at => at == Instants.Missing);
        Assert.Contains(true, store.Touches!.IsControl!);
        Assert.DoesNotContain(store.Touches.RedeemedAt!.Zip(store.Touches.IsControl!), touch => touch.Second && touch.First != Instants.Missing);
        Assert.All(store.Engagement!.IngestedAt!, at => Assert.True(at < source.DayAfterLastEvent.Instant));
    }

    [Fact]
    public void Write_OfTruths_HasARowForEveryKnownCustomerAndSnapshot()
    {
        using var folder = new TemporaryFolder();
        var summary = new HistoryGenerator(Small with { TruthSnapshots = 2 }).Write(folder.Path);
        using var truth = ParquetFileReader.Open(folder["truth.parquet"]);

        var dates = ((ParquetColumn<int>)truth.ReadColumn(0, "as_of")).Values;
        var survival = ((ParquetColumn<float>)truth.ReadColumn(0, "survival_90")).Values;

        Assert.Equal([summary.AsOf.DayNumber - 90, summary.AsOf.DayNumber], dates.Distinct().Order().Select(day => day + new DateOnly(1970, 1, 1).DayNumber));
        Assert.Equal(((ParquetColumn<float>)truth.ReadColumn(0, "churn_probability")).Values, survival);
    }

    [Theory]
    [InlineData(3, "2023-10-01")]
    [InlineData(36, "2023-10-01")]
    [InlineData(37, "2023-09-01")]
    [InlineData(120, "2016-10-01")]
    public void Start_OfAnyLength_LeavesNoDayToCome(int months, string start)
    {
        var options = Small with { Months = months };

        Assert.Equal(DateOnly.ParseExact(start, "yyyy-MM-dd"), options.Start);
        Assert.True(options.Start.AddDays(options.Days) <= DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().DateTime));
    }

    [Theory]
    [InlineData("--customers 0")]
    [InlineData("--customers 10 --months 2")]
    [InlineData("--customers 10 --threads 0")]
    [InlineData("--customers ten")]
    public void Generate_OfWrongOptions_IsWrongUsage(string options)
    {
        using var folder = new TemporaryFolder();
        var terminal = new Terminal(TextWriter.Null, TextWriter.Null, false, TimeProvider.System);

        Assert.Equal(ExitCode.WrongUsage, CommandLine.Run(["generate", "--out", folder["x"], .. options.Split(' ')], terminal));
        Assert.False(Directory.Exists(folder["x"]));
    }

    private static Dictionary<string, string> Hashes(string folder) =>
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(
            file => Path.GetRelativePath(folder, file), file => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))));
}

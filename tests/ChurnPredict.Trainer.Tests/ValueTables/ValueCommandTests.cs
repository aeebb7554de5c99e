using System.Globalization;
using ChurnPredict.Trainer.Tests.Training;

namespace ChurnPredict.Trainer.Tests.ValueTables;

[Collection(TrainedSampleGroup.Name)]
public sealed class ValueCommandTests(TrainedSample sample)
{
    [Fact]
    public void Value_WithHoldout_JudgesEveryModelOnTheTimeAfterTheDate()
    {
        var json = CommandRun.Of("value", sample.History, "--holdout", "13w", "--json").Json;

        Assert.Equal(91, json.GetProperty("holdout_days").GetInt32());
        foreach (var name in new[] { "pareto_nbd", "bg_nbd", "mbg_nbd", "bg_cnbd_k", "mbg_cnbd_k", "combined" })
            Assert.InRange(json.GetProperty("models").GetProperty(name).GetProperty("churn_auc").GetDouble(), .6, 1);
    }

    [Fact]
    public void Value_WithFiles_WritesEveryBuyerOnceAndDiscountLowersValue()
    {
        var (rfm, plain, discounted) = (sample.File("rfm.csv"), sample.File("values.csv"), sample.File("values-discounted.csv"));
        Assert.Contains("churnpredict value", TrainedSample.Run(0, "value", sample.History, "--export-rfm", rfm, "--out", plain), StringComparison.Ordinal);
        TrainedSample.Run(0, "value", sample.History, "--out", discounted, "--discount", "0.2", "--threads", "1");

        var (values, lower) = (Column(plain, "clv"), Column(discounted, "clv"));
        Assert.Equal(File.ReadAllLines(rfm).Length - 1, values.Length);
        Assert.All(values.Zip(lower), pair => Assert.True(pair.Second <= pair.First, $"{pair}"));
        Assert.True(lower.Sum() < values.Sum() * .97);
        Assert.All(Column(plain, "p_alive"), alive => Assert.InRange(alive, 0, 1));
    }

    [Fact]
    public void Value_HardlyAnyRepeats_SaysThatLittleIsToldByThem()
    {
        foreach (var (date, isTold) in new[] { ("2023-10-12", false), ("2024-12-01", true) })
        {
            var notes = CommandRun.Of("value", sample.History, "--as-of", date, "--json").Json.GetProperty("notes").EnumerateArray().Select(note => note.GetString()!);
            Assert.Equal(isTold, !notes.Any(note => note.Contains("hardly told by the data", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Value_Contracts_CancelledOnesAreWorthNothing()
    {
        var (history, values) = (sample.File("contracts"), sample.File("contract-values.csv"));
        TrainedSample.Run(0, "generate", "--contracts", "--customers", "300", "--months", "14", "--seed", "3", "--out", history);
        TrainedSample.Run(0, "value", history, "--out", values);

        var (alive, orders, worth) = (Column(values, "p_alive"), Column(values, "expected_orders"), Column(values, "clv"));
        Assert.InRange(alive.Count(probability => probability == 0), 30, 270);
        Assert.All(alive.Zip(orders), pair => Assert.Equal(pair.First == 0, pair.Second == 0));
        Assert.All(alive.Zip(worth), pair => Assert.Equal(pair.First == 0, pair.Second == 0));
    }

    /// <summary>What purchases are worth does not hang on who churned; training says that it does.</summary>
    [Fact]
    public void Value_LabelledBaseWithoutItsLabel_IsJudgedByPurchasesAlone()
    {
        var history = Directory.CreateDirectory(sample.File("unlabelled")).FullName;
        foreach (var file in Directory.EnumerateFiles(sample.History)) File.Copy(file, Path.Combine(history, Path.GetFileName(file)), overwrite: true);
        File.AppendAllText(Path.Combine(history, "history.yaml"), "churn: { kind: label, column: left, as_of: 2024-12-01 }\n");

        Assert.Equal(TrainedSample.Run(0, "value", sample.History, "--json"), TrainedSample.Run(0, "value", history, "--json"));
        Assert.Contains($"next: churnpredict value {history} --out values.csv", CommandRun.Of("value", history, "--holdout", "90d").Output, StringComparison.Ordinal);
        Assert.Contains("found no column 'left'", TrainedSample.Run(3, "train", history, "--models", sample.File("none")), StringComparison.Ordinal);
    }

    [Fact]
    public void Value_OptionsThatMakeNoSense_SayWhatWasFoundAndExpected()
    {
        Assert.Contains("expected two files", TrainedSample.Run(2, "value", sample.History, "--out", "same.csv", "--export-rfm", "same.csv"), StringComparison.Ordinal);
        var table = Path.Combine(sample.History, "transactions.parquet");
        foreach (var option in new[] { "--out", "--export-rfm" })
            Assert.Contains("a file of the history itself", TrainedSample.Run(2, "value", sample.History, option, table), StringComparison.Ordinal);
        Assert.Contains("expected a time within the history", TrainedSample.Run(3, "value", sample.History, "--holdout", "900d"), StringComparison.Ordinal);
        Assert.Contains("--holdout: found '40000d', expected a duration such as 90d or 13w, of 1 to 36525 days", TrainedSample.Run(2, "value", sample.History, "--holdout", "40000d"), StringComparison.Ordinal);
        Assert.Contains("found 10000 days after", TrainedSample.Run(3, "value", sample.History, "--holdout", "10000d"), StringComparison.Ordinal);
        Assert.Contains("expected a share a year", TrainedSample.Run(2, "value", sample.History, "--discount", "-0.1"), StringComparison.Ordinal);
        Assert.Contains("expected a duration", TrainedSample.Run(2, "value", sample.History, "--period", "long"), StringComparison.Ordinal);
        Assert.Contains("expected at least 365 days", TrainedSample.Run(3, "value", sample.History, "--as-of", "2024-06-01", "--season"), StringComparison.Ordinal);
    }

    private static double[] Column(string file, string name)
    {
        var lines = File.ReadAllLines(file);
        var index = Array.IndexOf(lines[0].Split(','), name);
        return [.. lines.Skip(1).Select(line => double.Parse(line.Split(',')[index], CultureInfo.InvariantCulture))];
    }
}

using System.Globalization;
using System.Text.Json;
using ChurnPredict.History;
using ChurnPredict.Labels;
using ChurnPredict.Learning;
using ChurnPredict.ModelStore;
using ChurnPredict.Parquet;
using ChurnPredict.Scoring;

namespace ChurnPredict.Trainer.Tests.Training;

[Collection(TrainedSampleGroup.Name)]
public sealed class MainJobTests(TrainedSample sample)
{
    [Fact]
    public void Train_GeneratedHistory_BeatsEveryBaselineAndBecomesChampion()
    {
        var evaluation = sample.Training.GetProperty("evaluation");
        Assert.True(sample.Training.GetProperty("is_champion").GetBoolean());
        Assert.Equal(sample.ModelId, new ModelLibrary(sample.Models).ChampionId());
        Assert.True(evaluation.GetProperty("churn").GetProperty("auc").GetDouble() > evaluation.GetProperty("baselines").GetProperty("recency").GetProperty("churn").GetProperty("auc").GetDouble());
        Assert.Equal("A", evaluation.GetProperty("grade").GetProperty("letter").GetString());
    }

    [Fact]
    public void Train_OneThreadInsteadOfTwo_GivesTheSameContents()
    {
        var models = sample.File("models-one-thread");
        var printed = TrainedSample.Run(0, "train", sample.History, "--models", models, "--threads", "1", "--json");
        using var document = JsonDocument.Parse(printed);
        Assert.Equal(sample.ModelId[^8..], document.RootElement.GetProperty("model_id").GetString()![^8..]);
    }

    [Fact]
    public void Train_EveryLabelOfTheBacktest_EndsByTheTestSnapshot()
    {
        var (_, model) = ModelFolder.Read(new ModelLibrary(sample.Models));
        var test = Assert.Single(model.Manifest.Snapshots, snapshot => snapshot.IsTest);
        Assert.All(model.Manifest.Snapshots.Where(snapshot => snapshot.InBacktestTraining || snapshot.IsChoiceOrigin), snapshot => Assert.True(snapshot.LabelEnd <= test.AsOf));
        var unfinishedThen = model.Manifest.Snapshots.Where(snapshot => snapshot.PartlyInBacktestTraining).ToArray();
        Assert.NotEmpty(unfinishedThen);
        Assert.All(unfinishedThen, snapshot => Assert.True(snapshot.AsOf < test.AsOf && snapshot.LabelEnd > test.AsOf));
        Assert.Equal(test.AsOf, model.Manifest.BacktestLabelEnd());
        Assert.All(model.Manifest.Snapshots.Where(snapshot => snapshot.IsUnfinished), snapshot =>
        {
            Assert.Null(snapshot.ChurnRate);
            Assert.Equal(model.Manifest.TrainedAsOf, snapshot.LabelEnd);
        });
        Assert.Equal(2, model.Manifest.Snapshots.Count(snapshot => snapshot.IsUnfinished));
    }

    [Fact]
    public void Evaluate_SameHistory_PrintsTheContractsNames()
    {
        using var document = JsonDocument.Parse(TrainedSample.Run(0, "evaluate", sample.History, "--models", sample.Models, "--json"));
        var root = document.RootElement;
        foreach (var name in new[] { "customers", "test_snapshot", "churn", "value", "baselines", "origins", "grade" }) Assert.True(root.TryGetProperty(name, out _), name);
        foreach (var name in new[] { "auc", "pr_auc", "log_loss", "brier", "brier_skill", "calibration_error", "lift_10", "intervals" })
            Assert.True(root.GetProperty("churn").TryGetProperty(name, out _), name);
        foreach (var name in new[] { "normalized_gini", "spearman", "mae", "rmse", "bias", "intervals" }) Assert.True(root.GetProperty("value").TryGetProperty(name, out _), name);
        var trained = sample.Training.GetProperty("evaluation");
        Assert.Equal(trained.GetProperty("churn").GetProperty("log_loss").GetDouble(), root.GetProperty("churn").GetProperty("log_loss").GetDouble(), 9);
        var baselines = trained.GetProperty("baselines").EnumerateObject().Where(baseline => baseline.Value.GetProperty("churn").ValueKind == JsonValueKind.Object).ToArray();
        Assert.Equal(3, baselines.Length);
        foreach (var baseline in baselines)
        {
            Assert.Equal(
                baseline.Value.GetProperty("churn").GetProperty("log_loss").GetDouble(),
                root.GetProperty("baselines").GetProperty(baseline.Name).GetProperty("log_loss").GetDouble(), 9);
        }
    }

    [Fact]
    public void Score_WholeBase_WritesOneRowACustomerWithTheContractsColumns()
    {
        var file = sample.File("scores.parquet");
        TrainedSample.Run(0, "score", sample.History, "--models", sample.Models, "--out", file, "--actions", "--json");
        using var reader = ParquetFileReader.Open(file);
        Assert.Equal(900, reader.RowCount);
        Assert.Equal(ExpectedColumns("score-file.txt"), reader.Fields.Select(Described));
    }

    [Fact]
    public void Generate_Truth_HasTheContractsColumns()
    {
        using var reader = ParquetFileReader.Open(Path.Combine(sample.History, "truth.parquet"));
        Assert.Equal(ExpectedColumns("truth-file.txt"), reader.Fields.Select(Described));
    }

    private static string[] ExpectedColumns(string file) => File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Training", "Schemas", file));

    private static string Described(ParquetField field) => $"{field.Name} {field.Kind}{(field.IsNullable ? "?" : "")}";

    [Fact]
    public void Score_ValueSurvivalAndNextOrder_AreInTheScoreAndInTheFile()
    {
        var (id, model) = ModelFolder.Read(new ModelLibrary(sample.Models));
        using var source = HistoryReader.Open(sample.History);
        var part = source.Parts().First();
        var scores = new CustomerScorer(model, id, source.Description).ScoreRange(part, 0, part.CustomerCount, source.DayAfterLastEvent, ScoreParts.All, 2);
        var scored = Array.FindAll(scores, score => score.Status == CustomerStatus.Scored);
        Assert.All(scored, score =>
        {
            Assert.Equal([90, 180, 365], score.Values.Select(value => value.Days));
            Assert.All(score.Values, value => Assert.True(0 <= value.Low && value.Low <= value.Expected && value.Expected <= value.High));
            Assert.Equal([30, 60, 90, 120, 150, 180, 210, 240, 270, 300, 330, 365], score.Survival.Select(point => point.Days));
            if (score.NextOrder is { } next) Assert.True(score.AsOf.Date <= next.Low && next.Low <= next.Date && !(next.High < next.Date));
        });
        Assert.Contains(scored, score => score.NextOrder is not null);
        var names = ScoreFile.Columns.Select(column => column.Field.Name).ToArray();
        Assert.Equal(
            [.. scored[0].Values.SelectMany(value => new[] { "", "_low", "_high" }.Select(end => $"expected_value_{value.Days}{end}"))],
            names.Where(name => name.StartsWith("expected_value_", StringComparison.Ordinal)));
        Assert.Equal(scored[0].Survival.Select(point => $"survival_{point.Days}"), names.Where(name => name.StartsWith("survival_", StringComparison.Ordinal)));
        Assert.Equal(["expected_next_order", "expected_next_order_low", "expected_next_order_high"], names.Where(name => name.StartsWith("expected_next", StringComparison.Ordinal)));
    }

    [Fact]
    public void Quickstart_AnotherSample_ListsTheTwentyToCallFirst()
    {
        using var document = JsonDocument.Parse(TrainedSample.Run(0, "quickstart", "--sample", sample.History, "--models", sample.File("models-quickstart"), "--language", "ja", "--json"));
        var customers = document.RootElement.GetProperty("customers").EnumerateArray().ToArray();
        Assert.Equal(20, customers.Length);
        var atRisk = customers.Select(customer => customer.GetProperty("value_at_risk").GetDouble()).ToArray();
        Assert.Equal(atRisk.OrderDescending(), atRisk);
        Assert.All(customers, customer => Assert.DoesNotMatch("対照群|いまは実施できません", customer.GetProperty("action").GetString()));
        Assert.Equal(
            sample.Training.GetProperty("evaluation").GetProperty("churn").GetProperty("log_loss").GetDouble(),
            document.RootElement.GetProperty("evaluation").GetProperty("churn").GetProperty("log_loss").GetDouble(), 12);
    }

    [Fact]
    public void Train_LearnerAuto_ReportsWhatItTriedAndKeepsItBesideTheModel()
    {
        var models = sample.File("models-search");
        using var document = JsonDocument.Parse(TrainedSample.Run(0, "train", sample.History, "--models", models, "--learner", "auto", "--budget", "1s", "--json"));
        using var state = JsonDocument.Parse(File.ReadAllText(Assert.Single(Directory.GetFiles(models, "search-*.json"))));
        var trials = document.RootElement.GetProperty("trials").EnumerateArray()
            .Select(trial => (Options: trial.GetProperty("options").GetString()!, Loss: trial.GetProperty("log_loss").GetDouble())).ToArray();
        var best = trials.MinBy(trial => trial.Loss).Options.Split("; up to")[0].Split(": ")[^1];
        Assert.StartsWith(best, document.RootElement.GetProperty("learner_options").GetString(), StringComparison.Ordinal);
        var tried = trials.Where(trial => trial.Options.Contains("; up to", StringComparison.Ordinal)).Select(trial => trial.Loss).ToArray();
        Assert.InRange(tried.Length, 1, trials.Length - 1);
        Assert.Equal(tried, state.RootElement.GetProperty("trials").EnumerateArray().Select(trial => trial.GetProperty("loss").GetDouble()));
        Assert.True(TimeSpan.Parse(state.RootElement.GetProperty("spent").GetString()!, CultureInfo.InvariantCulture) > TimeSpan.Zero);
    }

    [Fact]
    public void Score_RangeAndOneByOne_AreTheSameToTheBit()
    {
        var (id, model) = ModelFolder.Read(new ModelLibrary(sample.Models));
        using var source = HistoryReader.Open(sample.History);
        var scorer = new CustomerScorer(model, id, source.Description);
        var part = source.Parts().First();
        var many = scorer.ScoreRange(part, 0, part.CustomerCount, source.DayAfterLastEvent, ScoreParts.All, 2);
        for (var customer = 0; customer < part.CustomerCount; customer++)
        {
            var one = scorer.Score(part.Customer(customer), source.DayAfterLastEvent);
            Assert.Equal(one.ChurnProbability, many[customer].ChurnProbability);
            Assert.Equal(one.Features.Select(BitConverter.SingleToInt32Bits), many[customer].Features.Select(BitConverter.SingleToInt32Bits));
            Assert.Equal(one.Reasons.Select(reason => (reason.Feature, reason.Contribution)), many[customer].Reasons.Select(reason => (reason.Feature, reason.Contribution)));
            Assert.Equal(one.ValueAtRisk, many[customer].ValueAtRisk);
        }
    }

    [Fact]
    public void Score_Reasons_AddUpToTheDeliveredLogOdds()
    {
        var (id, model) = ModelFolder.Read(new ModelLibrary(sample.Models));
        using var source = HistoryReader.Open(sample.History);
        var part = source.Parts().First();
        var scores = new CustomerScorer(model, id, source.Description).ScoreRange(part, 0, part.CustomerCount, source.DayAfterLastEvent, ScoreParts.All, 2);
        Assert.All(scores.Where(score => score.Status == CustomerStatus.Scored), score =>
            Assert.Equal(LogOdds.FromProbability(score.ChurnProbability!.Value), score.Reasons.Sum(reason => reason.Contribution), 1e-6));
        Assert.All(scores.Where(score => score.Survival.Count > 0), score =>
            Assert.Equal(score.ChurnProbability!.Value, score.Survival.Single(point => point.Days == 90).Probability, 1e-9));
    }

    [Fact]
    public void Models_PromoteAndRollBack_FollowTheLog()
    {
        var models = sample.File("models-two");
        CopyModels(models);
        var library = new ModelLibrary(models);
        var second = sample.ModelId[..14] + "9" + sample.ModelId[15..];
        if (second == sample.ModelId) second = sample.ModelId[..14] + "8" + sample.ModelId[15..];
        Directory.Move(Path.Combine(models, sample.ModelId), Path.Combine(models, second));
        CopyModels(models);
        TrainedSample.Run(0, "models", "promote", second, "--models", models, "--why", "a test");
        Assert.Equal(second, library.ChampionId());
        TrainedSample.Run(0, "models", "rollback", "--models", models);
        Assert.Equal(sample.ModelId, library.ChampionId());
    }

    [Theory]
    [InlineData("churn-final.trees")]
    [InlineData("model.json")]
    [InlineData("reference.json")]
    public void Evaluate_OneFlippedByte_IsABadModelFolder(string name)
    {
        var models = sample.File("models-" + name);
        CopyModels(models);
        var path = Path.Combine(models, sample.ModelId, name);
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.Contains(name, TrainedSample.Run(4, "evaluate", sample.History, "--models", models));
    }

    [Fact]
    public void Commands_BadArguments_SayWhatWasFoundAndExpected()
    {
        Assert.Contains("expected the id of a model folder", TrainedSample.Run(4, "score", sample.History, "--models", sample.Models, "--model", "20200101T000000-00000000", "--out", sample.File("x.parquet")));
        Assert.Contains("expected a date", TrainedSample.Run(2, "score", sample.History, "--models", sample.Models, "--as-of", "yesterday", "--out", sample.File("x.parquet")));
        Assert.Contains("expected a date after", TrainedSample.Run(3, "score", sample.History, "--models", sample.Models, "--as-of", "1999-01-01", "--out", sample.File("x.parquet")));
        Assert.Contains("expected one of", TrainedSample.Run(2, "train", sample.History, "--learner", "magic"));
        Assert.Contains("expected both or neither", TrainedSample.Run(2, "train", sample.History, "--budget", "1m"));
        Assert.Contains("expected both or neither", TrainedSample.Run(2, "train", sample.History, "--search", "x.json"));
        Assert.Contains("ends in .json", TrainedSample.Run(2, "train", sample.History, "--learner", "auto", "--search", "x"));
        Assert.Contains("expected a time such as 2m", TrainedSample.Run(2, "train", sample.History, "--learner", "auto", "--budget", "soon"));
        Assert.Contains("expected a duration", TrainedSample.Run(2, "train", sample.History, "--horizon", "soon"));
        Assert.Contains("of 1 to 1825 days", TrainedSample.Run(2, "train", sample.History, "--horizon", "1826d"));
        Assert.Contains("expected at least", TrainedSample.Run(3, "train", sample.History, "--horizon", "400d", "--models", sample.Models));
        TrainedSample.Run(2, "no-such-command");
        Assert.False(File.Exists(sample.File("x.parquet")));
    }

    private void CopyModels(string target)
    {
        foreach (var file in Directory.EnumerateFiles(sample.Models, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(sample.Models, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
    }
}

using System.Text.Json;
using ChurnPredict.Parquet;
using ChurnPredict.Trainer.Tests.Import;

namespace ChurnPredict.Trainer.Tests.Training;

public sealed class LabelledSnapshotTests
{
    /// <summary>A plain logistic regression in cross-validation, by the floors page of the data.</summary>
    private const double FloorAuc = 0.8455;

    private const double FloorLogLoss = 0.4175;

    [SharedDataFact]
    public void Train_OneLabelledSnapshot_ReachesTheFloorsOnHeldOutCustomersAndScores()
    {
        using var folder = new TemporaryFolder();
        var history = folder["history"];
        TrainedSample.Run(0, "import", "telco", SharedData.Path("telco", "Telco-Customer-Churn.csv.gz"), "--out", history);
        TrainedSample.Run(0, "inspect", history);
        using var training = JsonDocument.Parse(TrainedSample.Run(0, "train", history, "--models", folder["models"], "--threads", "2", "--json"));
        var trained = training.RootElement.GetProperty("evaluation");
        Assert.True(trained.GetProperty("is_one_snapshot").GetBoolean());
        Assert.InRange(trained.GetProperty("churn").GetProperty("auc").GetDouble(), FloorAuc, 1);
        Assert.InRange(trained.GetProperty("churn").GetProperty("log_loss").GetDouble(), 0, FloorLogLoss);
        Assert.Equal([1, 2, 3, 4, 5], training.RootElement.GetProperty("snapshots").EnumerateArray().Select(snapshot => snapshot.GetProperty("fold").GetInt32()));

        using var evaluated = JsonDocument.Parse(TrainedSample.Run(0, "evaluate", history, "--models", folder["models"], "--json"));
        Assert.Equal(
            trained.GetProperty("churn").GetProperty("log_loss").GetDouble(), evaluated.RootElement.GetProperty("churn").GetProperty("log_loss").GetDouble(), 9);
        var printed = TrainedSample.Run(0, "score", history, "--models", folder["models"], "--out", folder["scores.parquet"], "--actions");
        Assert.Contains("the model has no value part", printed, StringComparison.Ordinal);
        using var scores = ParquetFileReader.Open(folder["scores.parquet"]);
        Assert.Equal(7043, scores.RowCount);
        ScoreWithoutLabels(folder, history);
    }

    /// <summary>Whom one wants to know of has no label yet: the same scores without that column, which training asks for.</summary>
    private static void ScoreWithoutLabels(TemporaryFolder folder, string history)
    {
        var description = Path.Combine(history, "history.yaml");
        File.WriteAllText(description, File.ReadAllText(description).Replace("column: churned", "column: left", StringComparison.Ordinal));
        TrainedSample.Run(0, "score", history, "--models", folder["models"], "--out", folder["unlabelled.parquet"], "--actions");
        Assert.Equal(File.ReadAllBytes(folder["scores.parquet"]), File.ReadAllBytes(folder["unlabelled.parquet"]));
        Assert.Contains("found no column 'left'", TrainedSample.Run(3, "train", history, "--models", folder["models"]), StringComparison.Ordinal);
    }
}

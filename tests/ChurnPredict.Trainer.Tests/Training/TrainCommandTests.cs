namespace ChurnPredict.Trainer.Tests.Training;

/// <summary>What can be known before training is said before: none of these needs a history.</summary>
public sealed class TrainCommandTests
{
    [Fact]
    public void Train_UnknownValueMethod_IsRefusedBeforeTheHistoryIsRead()
    {
        using var folder = new TemporaryFolder();

        var run = CommandRun.Of("train", folder["absent"], "--models", folder["models"], "--value", "two-part");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--value: found 'two-part', expected one of auto, two_part, tweedie, ziln, btyd, combined", run.Error, StringComparison.Ordinal);
    }
}

using System.Globalization;
using ChurnPredict.ModelStore;
using ChurnPredict.Trainer.Tests.Training;

namespace ChurnPredict.Trainer.Tests.Scoring;

[Collection(TrainedSampleGroup.Name)]
public sealed class HindsightTests(TrainedSample sample) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public void Score_AsOfADateThatTheModelHasSeenBeyond_SaysSoAndHowToJudgeIt(int days, bool isTold)
    {
        var learnedUntil = ModelFolder.Read(new ModelLibrary(sample.Models)).Model.Manifest.TrainedAsOf;
        string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var asOf = Iso(learnedUntil.AddDays(days));
        var run = CommandRun.Of("score", sample.History, "--models", sample.Models, "--as-of", asOf, "--out", _folder["scores.parquet"]);
        Assert.Equal(0, run.ExitCode);
        var notes = run.Error.Split('\n').Where(line => line.Contains("learned from what came until", StringComparison.Ordinal));
        string[] expected =
            [$"note: as of {asOf}: the model {sample.ModelId} learned from what came until {Iso(learnedUntil)}; to judge it use: churnpredict evaluate {sample.History} --models {sample.Models} --model {sample.ModelId}"];
        Assert.Equal(isTold ? expected : [], notes.Select(line => line.TrimEnd()));
    }

    public void Dispose() => _folder.Dispose();
}

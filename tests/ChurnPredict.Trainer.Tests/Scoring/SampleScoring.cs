using ChurnPredict.History;
using ChurnPredict.ModelStore;
using ChurnPredict.Scoring;
using ChurnPredict.Trainer.Scoring;
using ChurnPredict.Trainer.Tests.Training;

namespace ChurnPredict.Trainer.Tests.Scoring;

/// <summary>Scores the sample in many small parts, and can stop after some of them as a killed process would.</summary>
internal sealed class SampleScoring(TrainedSample sample, bool withBudget = false, long? memoryBytes = null)
{
    public const int CustomersPerPart = 100;

    public ScoringSummary Run(string output, int? stopAfterParts = null, DateOnly? asOf = null)
    {
        var (id, model) = ModelFolder.Read(new ModelLibrary(sample.Models));
        using var source = HistoryReader.Open(sample.History, new HistoryReaderOptions { ThreadCount = 2, MemoryBytes = memoryBytes });
        var options = new BatchScoringOptions
        {
            Planning = withBudget ? ActionPlanning.Create(true, null, 400, [], model.Schema, source.Description) : null,
            CustomersPerPart = CustomersPerPart,
            ThreadCount = 2,
        };
        var date = asOf is { } day ? source.TimeAxis.AsOf(day) : source.DayAfterLastEvent;
        var scorer = new CustomerScorer(model, id, source.Description);
        using var parts = ScoringParts.Open(output, ScoringKey.Of(scorer, options, date, "the sample"), options.PartCount(source.CustomerCount));
        StartedAnew = parts.StartedAnew;
        var scoring = new BatchScoring(scorer, options);
        scoring.WriteParts(parts, source, date, new Stop(parts, stopAfterParts), CancellationToken.None);
        return scoring.Assemble(parts, date, output, null);
    }

    public string? StartedAnew { get; private set; }

    /// <summary>Ends the run from within, once so many parts stand on disk.</summary>
    private sealed class Stop(ScoringParts parts, int? after) : IProgress<double>
    {
        public void Report(double value)
        {
            if (after is { } count && Enumerable.Range(0, parts.Count).Count(parts.IsDone) >= count) throw new KilledException();
        }
    }
}

using System.Globalization;
using ChurnPredict.History;
using ChurnPredict.Parquet;
using ChurnPredict.Retention;
using ChurnPredict.Scoring;

namespace ChurnPredict.Trainer.Scoring;

/// <summary>Scores a history part by part, and puts the parts together when all are there. A run that was stopped is continued by the
/// next one with the same arguments.</summary>
internal sealed class BatchScoring(CustomerScorer scorer, BatchScoringOptions options)
{
    private readonly BlockScoring _blocks = new(scorer, options);

    /// <summary>Makes the parts that are not there yet.</summary>
    /// <param name="parts">Where parts stand.</param>
    /// <param name="source">The history.</param>
    /// <param name="asOf">The date.</param>
    /// <param name="progress">Told the share of customers scored.</param>
    /// <param name="cancellationToken">Stops the work; parts that are done stay.</param>
    public void WriteParts(ScoringParts parts, HistorySource source, AsOfDate asOf, IProgress<double> progress, CancellationToken cancellationToken)
    {
        var passes = options.Planning?.Limits is null ? 1 : 2;
        var planned = Plan(source, asOf, new PassProgress(progress, 0, passes), cancellationToken);
        var rest = new PassProgress(progress, passes - 1, passes);
        foreach (var block in _blocks.Blocks(source, asOf, parts.IsDone, cancellationToken))
        {
            var plans = block.Plans?.Select((plan, index) => planned.Allowed(block.FirstCustomer + index, plan)).ToArray();
            Write(parts.PathOf(block.Number), block, plans);
            rest.Report((double)(block.FirstCustomer + block.Scores.Count) / source.CustomerCount);
        }
    }

    /// <summary>Puts the parts together.</summary>
    public ScoringSummary Assemble(ScoringParts parts, AsOfDate asOf, string path, IProgress<double>? progress)
    {
        var tally = parts.Assemble(path, Fields(), new ParquetWriterOptions { ThreadCount = options.ThreadCount, Metadata = Metadata(asOf) }, progress);
        return new ScoringSummary(
            scorer.ModelId, asOf.Date, tally.Customers, tally.Written, parts.FoundCount, path, tally.Groups, options.Planning is null ? null : tally.Actions);
    }

    /// <summary>Limits hold over the whole base: a first pass collects what every customer's plan would cost and bring.</summary>
    private PlannedBase Plan(HistorySource source, AsOfDate asOf, PassProgress progress, CancellationToken cancellationToken)
    {
        var planned = new PlannedBase();
        if (options.Planning?.Limits is not { } limits) return planned;
        foreach (var block in _blocks.Blocks(source, asOf, _ => false, cancellationToken))
        {
            planned.Add(block.FirstCustomer, block.Plans!);
            progress.Report((double)(block.FirstCustomer + block.Scores.Count) / source.CustomerCount);
        }

        planned.Choose(limits);
        return planned;
    }

    private void Write(string path, ScoredBlock block, ActionPlan[]? plans)
    {
        var rows = Enumerable.Range(0, block.Scores.Count)
            .Where(row => block.ComparedTiers is not { } before || before[row] != block.Scores[row].RiskTier).ToArray();
        var scores = Array.ConvertAll(rows, row => block.Scores[row]);
        var tally = ScoringTally.Of(block.Scores, plans, rows.Length);
        using var writer = ParquetFileWriter.Create(path, Fields(), new ParquetWriterOptions
        {
            // A part is written once and read once: what compression saves in space it costs in time.
            Compression = ParquetCompression.None,
            ThreadCount = options.ThreadCount,
            Metadata = new Dictionary<string, string> { [PartTally.MetadataKey] = tally.Format() },
        });
        writer.WriteRowGroup([
            .. ScoreFile.Columns.Select(column => column.Make(scores)),
            .. plans is null ? [] : ActionColumns.Columns.Select(column => column.Make(Array.ConvertAll(rows, row => plans[row]))),
        ]);
        writer.Complete();
    }

    private ParquetField[] Fields() =>
    [
        .. ScoreFile.Columns.Select(column => column.Field),
        .. options.Planning is null ? [] : ActionColumns.Columns.Select(column => column.Field),
    ];

    private Dictionary<string, string> Metadata(AsOfDate asOf) => new()
    {
        ["churnpredict.model_id"] = scorer.ModelId,
        ["churnpredict.as_of"] = asOf.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    private sealed class PassProgress(IProgress<double> progress, int pass, int passes) : IProgress<double>
    {
        public void Report(double value) => progress.Report((pass + value) / passes);
    }
}

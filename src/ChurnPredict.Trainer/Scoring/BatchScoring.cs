using System.Globalization;
using ChurnPredict.History;
using ChurnPredict.Parquet;
using ChurnPredict.Retention;
using ChurnPredict.Scoring;

namespace ChurnPredict.Trainer.Scoring;

/// <summary>Scores a history part by part and streams the rows out in row groups.</summary>
internal sealed class BatchScoring(CustomerScorer scorer, ActionPlanning? planning, int threadCount)
{
    private const int RowsPerBlock = 16_384;

    public ScoringSummary Write(HistorySource source, AsOfDate asOf, string path, IProgress<double> progress, CancellationToken cancellationToken)
    {
        var planned = new PlannedBase();
        var passes = planning?.Limits is null ? 1 : 2;
        if (planning?.Limits is { } limits)
        {
            // Limits hold over the whole base: a first pass collects what every customer's plan would cost and bring.
            foreach (var block in Blocks(source, asOf, cancellationToken))
            {
                planned.Add(block.FirstCustomer, block.Plans!);
                progress.Report((double)(block.FirstCustomer + block.Scores.Length) / source.CustomerCount / passes);
            }

            planned.Choose(limits);
        }

        var tally = new ScoringTally();
        using var writer = ParquetFileWriter.Create(path, Fields(), new ParquetWriterOptions { Metadata = Metadata(asOf) });
        foreach (var block in Blocks(source, asOf, cancellationToken))
        {
            ActionPlan[]? plans = block.Plans is null ? null : [.. block.Plans.Select((plan, index) => planned.Allowed(block.FirstCustomer + index, plan))];
            tally.Add(block.Scores, plans);
            writer.WriteRowGroup([
                .. ScoreFile.Columns.Select(column => column.Make(block.Scores)),
                .. plans is null ? [] : ActionColumns.Columns.Select(column => column.Make(plans)),
            ]);
            progress.Report((passes - 1 + ((double)tally.Customers / source.CustomerCount)) / passes);
        }

        writer.Complete();
        return new ScoringSummary(scorer.ModelId, asOf.Date, tally.Customers, path, tally.Groups, planning is null ? null : tally.Actions);
    }

    private IEnumerable<(int FirstCustomer, CustomerScore[] Scores, ActionPlan[]? Plans)> Blocks(
        HistorySource source, AsOfDate asOf, CancellationToken cancellationToken)
    {
        var first = 0;
        foreach (var part in source.Parts())
        {
            for (var from = 0; from < part.CustomerCount; from += RowsPerBlock)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var scores = scorer.ScoreRange(part, from, Math.Min(part.CustomerCount, from + RowsPerBlock), asOf, ScoreParts.All, threadCount);
                yield return (first + from, scores, planning?.Plan(scores, part, from, threadCount));
            }

            first += part.CustomerCount;
        }
    }

    private ParquetField[] Fields() =>
    [
        .. ScoreFile.Columns.Select(column => column.Field),
        .. planning is null ? [] : ActionColumns.Columns.Select(column => column.Field),
    ];

    private Dictionary<string, string> Metadata(AsOfDate asOf) => new()
    {
        ["churnpredict.model_id"] = scorer.ModelId,
        ["churnpredict.as_of"] = asOf.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };
}

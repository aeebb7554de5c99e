using ChurnPredict.History;
using ChurnPredict.Parquet;
using ChurnPredict.Scoring;

namespace ChurnPredict.Trainer.Scoring;

/// <summary>Scores a history part by part and streams the rows out in row groups.</summary>
internal sealed class BatchScoring(CustomerScorer scorer, int threadCount)
{
    private const int RowsPerBlock = 16_384;

    public ScoringSummary Write(HistorySource source, AsOfDate asOf, string path, IProgress<double> progress, CancellationToken cancellationToken)
    {
        var tally = new ScoringTally();
        using var writer = ParquetFileWriter.Create(path, [.. ScoreFile.Columns.Select(column => column.Field)], new ParquetWriterOptions
        {
            Metadata = new Dictionary<string, string>
            {
                ["churnpredict.model_id"] = scorer.ModelId,
                ["churnpredict.as_of"] = asOf.Date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            },
        });
        foreach (var part in source.Parts())
        {
            for (var from = 0; from < part.CustomerCount; from += RowsPerBlock)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var scores = scorer.ScoreRange(part, from, Math.Min(part.CustomerCount, from + RowsPerBlock), asOf, ScoreParts.All, threadCount);
                foreach (var score in scores) tally.Add(score);
                writer.WriteRowGroup([.. ScoreFile.Columns.Select(column => column.Make(scores))]);
                progress.Report((double)tally.Customers / source.CustomerCount);
            }
        }

        writer.Complete();
        return new ScoringSummary(scorer.ModelId, asOf.Date, tally.Customers, path, tally.Groups);
    }
}

using ChurnPredict.History;
using ChurnPredict.Labels;
using ChurnPredict.Learning;
using ChurnPredict.ModelStore;
using ChurnPredict.Scoring;

namespace ChurnPredict.Benchmarks;

/// <summary>
/// What the champion of a model folder says of every active customer of a generated history, as of the date that it was trained as of; and what
/// came after it, where that was before the history's end.
/// </summary>
internal sealed class DeliveredScores
{
    public const int Threads = 2;

    private DeliveredScores(TrainedModel model, SnapshotTable table, CustomerScore[] scores, string truthPath) =>
        (Model, Table, Scores, TruthPath) = (model, table, scores, truthPath);

    public TrainedModel Model { get; }

    /// <summary>A row a score, with what came.</summary>
    public SnapshotTable Table { get; }

    public CustomerScore[] Scores { get; }

    public DateOnly Date => Table.AsOf.Date;

    private string TruthPath { get; }

    /// <summary>Loads and scores.</summary>
    /// <param name="models">The model folder.</param>
    /// <param name="history">The history.</param>
    public static DeliveredScores Of(string models, string history)
    {
        var (id, model) = ModelFolder.Read(new ModelLibrary(models), null);
        using var source = HistoryReader.Open(history, new HistoryReaderOptions { ThreadCount = Threads });
        var asOf = source.TimeAxis.AsOf(model.Manifest.TrainedAsOf);
        var table = SnapshotBuilder.Build(source, model.Schema, [asOf], [model.Reference], model.Manifest.Churn, Threads)[0];
        var scorer = new CustomerScorer(model, id, source.Description);
        var scores = source.Parts().SelectMany(part => scorer.ScoreRange(part, 0, part.CustomerCount, asOf, ScoreParts.Values | ScoreParts.Survival, Threads)).ToArray();
        return new DeliveredScores(model, table, Array.ConvertAll(table.CustomerIndex, customer => scores[customer]), Path.Combine(history, "truth.parquet"));
    }

    /// <summary>A column of the truth, one value a row; null when the truth is not known at the date.</summary>
    public double[]? Truth(string column)
    {
        var truth = GeneratedTruth.Read(TruthPath, Date, column);
        double[] values = [.. Scores.Select(score => (double)truth.Of(score.CustomerId, column))];
        return values.Any(double.IsFinite) ? values : null;
    }
}

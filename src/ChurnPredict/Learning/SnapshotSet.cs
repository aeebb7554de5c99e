using System.Collections.Concurrent;
using ChurnPredict.Boosting;
using ChurnPredict.History;
using ChurnPredict.Labels;

namespace ChurnPredict.Learning;

/// <summary>
/// Snapshots in order of date. What a model for some origin may learn from are the snapshots whose labels ended by then, and those are
/// always the first ones: their rows stand one behind the other in one buffer, which is made when a model first needs it and grows no
/// larger than the largest prefix asked for, because with millions of customers it is as large as the snapshots themselves. Later
/// ones, whose windows were not over at the origin, follow with what was known of their labels by then.
/// </summary>
internal sealed class SnapshotSet
{
    private readonly Lock _lock = new();
    private readonly int _seed;
    private readonly SnapshotTable[] _learned;
    private readonly float[] _labels;
    private readonly int[] _rowStart;
    private readonly ConcurrentDictionary<int, Lazy<float[]>> _labelsFor = [];
    private float[] _values = [];
    private int _joined;

    /// <summary>Lines the snapshots up.</summary>
    /// <param name="tables">In rising order of date, all of one schema and wholly labelled; where a column says who churned, groups of
    /// customers of one snapshot, see <see cref="SnapshotFolds"/>.</param>
    /// <param name="churn">What churn means.</param>
    /// <param name="unfinished">Snapshots after the last of them, whose windows reach beyond the data.</param>
    /// <param name="seed">For what is learned of labels that are not known yet.</param>
    public SnapshotSet(IReadOnlyList<SnapshotTable> tables, ChurnDefinition churn, IReadOnlyList<SnapshotTable> unfinished, int seed)
    {
        (Kind, _seed) = (churn.Kind, seed);
        Tables = tables;
        HorizonDays = churn.HorizonDays;
        Unfinished = unfinished;
        _learned = [.. tables, .. Unfinished];
        _rowStart = new int[_learned.Length + 1];
        for (var table = 0; table < _learned.Length; table++)
            _rowStart[table + 1] = checked(_rowStart[table] + _learned[table].Features.RowCount);
        FeatureCount = tables[0].Features.FeatureCount;
        _labels = new float[_rowStart[tables.Count]];
        for (var table = 0; table < tables.Count; table++) tables[table].Churned.CopyTo(_labels, _rowStart[table]);
    }

    public IReadOnlyList<SnapshotTable> Tables { get; }

    /// <summary>Snapshots whose windows reach beyond the data.</summary>
    public IReadOnlyList<SnapshotTable> Unfinished { get; }

    /// <summary>What an event means.</summary>
    public ChurnKind Kind { get; }

    public int HorizonDays { get; }

    public int FeatureCount { get; }

    /// <summary>Whether the tables are groups of customers of one snapshot instead of snapshots of different dates.</summary>
    public bool AreFolds => Kind == ChurnKind.Label;

    /// <summary>The day on which a snapshot's label window ends.</summary>
    public DateOnly LabelEnd(SnapshotTable table) => table.AsOf.Date.AddDays(HorizonDays);

    /// <inheritdoc cref="LabelEnd(SnapshotTable)"/>
    public DateOnly LabelEnd(int table) => LabelEnd(Tables[table]);

    /// <summary>Number of leading snapshots that a model for a snapshot may learn from: those whose labels ended by its date; of
    /// groups of one snapshot, those before it. The model for use, whose origin is the number of snapshots, learns from all.</summary>
    public int TrainableFor(int origin) =>
        AreFolds || origin == Tables.Count
            ? origin
            : Enumerable.Range(0, Tables.Count).TakeWhile(earlier => LabelEnd(earlier) <= Tables[origin].AsOf.Date).Count();

    /// <summary>Rows in the first <paramref name="tables"/> snapshots.</summary>
    public int RowsIn(int tables) => _rowStart[tables];

    /// <summary>Rows to learn from for an origin, those of unfinished snapshots among them.</summary>
    public int RowsFor(int origin) => _rowStart[LearnedFor(origin)];

    /// <summary>The rows of the first snapshots, to learn from.</summary>
    public TrainingData First(int tables) => tables == 1 ? One(0) : new(Features(tables), _labels[..RowsIn(tables)]);

    /// <summary>The rows to learn from for an origin: of the snapshots that were finished, and behind them of those that were not, whose
    /// labels lie between 0 and 1 where nobody knew the end (see <see cref="UnfinishedLabels"/>).</summary>
    public TrainingData For(int origin)
    {
        var (finished, learned) = (TrainableFor(origin), LearnedFor(origin));
        if (learned == finished) return First(finished);
        return new TrainingData(Features(learned), _labelsFor.GetOrAdd(origin, _ => new Lazy<float[]>(() => LabelsFor(origin))).Value);
    }

    /// <summary>The rows of the snapshots that were not finished at an origin.</summary>
    public FeatureMatrix UnfinishedRows(int origin)
    {
        var (first, end) = (RowsIn(TrainableFor(origin)), RowsFor(origin));
        return Features(LearnedFor(origin)).Choose([.. Enumerable.Range(first, end - first)]);
    }

    /// <summary>Lets go of the joined rows; they are made anew when they are needed again.</summary>
    public void Release()
    {
        lock (_lock) (_values, _joined) = ([], 0);
    }

    /// <summary>The rows of one snapshot, to judge on.</summary>
    public TrainingData One(int table) => new(Tables[table].Features, Tables[table].Churned);

    /// <summary>Whether both classes have enough rows among the first snapshots for a model to say anything.</summary>
    public bool CanTrain(int tables) => HaveBothClasses(_labels.AsSpan(0, RowsIn(tables)));

    /// <summary>Churn rates of the first snapshots, without those of too few customers to have one.</summary>
    public double[] BaseRates(int tables) =>
        [.. Tables.Take(tables).Where(table => HaveBothClasses(table.Churned)).Select(table => table.Churned.Average(label => (double)label))];

    private static bool HaveBothClasses(ReadOnlySpan<float> labels)
    {
        var churned = labels.Count(1f);
        return churned >= TrainingLabels.LeastOfEither && labels.Length - churned >= TrainingLabels.LeastOfEither;
    }

    /// <summary>How many snapshots lie before an origin, finished or not.</summary>
    private int LearnedFor(int origin) => origin == Tables.Count ? _learned.Length : origin;

    private float[] LabelsFor(int origin)
    {
        var finished = TrainableFor(origin);
        var rows = First(finished);
        float[] knownDays = [.. Tables.Take(finished).SelectMany(table => table.EventKnownDays)];
        var unfinished = _learned[finished..LearnedFor(origin)];
        return [.. rows.Labels, .. unfinished.SelectMany(table => UnfinishedLabels.Of(table, SightDays(table, origin), Kind, rows, knownDays, _seed))];
    }

    /// <summary>Rounded as days to events are, so that one at the origin's very instant lies beyond it.</summary>
    private float SightDays(SnapshotTable table, int origin) =>
        origin == Tables.Count ? table.ObservedDays : (float)Instants.DaysBetween(table.AsOf.Instant, Tables[origin].AsOf.Instant);

    private FeatureMatrix Features(int tables) => new(Joined(tables), _rowStart[tables], FeatureCount, Tables[0].Features.Features);

    private float[] Joined(int tables)
    {
        lock (_lock)
        {
            if (_joined >= tables) return _values;
            _values = [];
            _values = new float[(long)_rowStart[tables] * FeatureCount];
            for (var table = 0; table < tables; table++)
            {
                var features = _learned[table].Features;
                Array.Copy(features.Values, 0, _values, (long)_rowStart[table] * FeatureCount, (long)features.RowCount * FeatureCount);
            }

            _joined = tables;
            return _values;
        }
    }
}

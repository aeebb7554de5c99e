using ChurnPredict.Boosting;
using ChurnPredict.Labels;

namespace ChurnPredict.Learning;

/// <summary>
/// Labelled snapshots in order of date. What a model for some origin may learn from are the snapshots whose labels ended by then, and
/// those are always the first ones: their rows stand one behind the other in one buffer, which is made when a model first needs it and
/// grows no larger than the largest prefix asked for, because with millions of customers it is as large as the snapshots themselves.
/// Young histories have further snapshots between them, which only add rows to learn from: nothing is judged or chosen on those.
/// </summary>
internal sealed class SnapshotSet
{
    private readonly Lock _lock = new();
    private readonly SnapshotTable[] _learned;
    private readonly float[] _labels;
    private readonly int[] _rowStart;
    private float[] _values = [];
    private int _joined;

    /// <summary>Lines the snapshots up.</summary>
    /// <param name="tables">In rising order of date, all of one schema and wholly labelled.</param>
    /// <param name="horizonDays">Length of the label window.</param>
    /// <param name="areFolds">Whether the tables are groups of customers of one snapshot, see <see cref="SnapshotFolds"/>.</param>
    /// <param name="between">Snapshots of dates between the first and the last of them, to learn from only; null = none.</param>
    public SnapshotSet(IReadOnlyList<SnapshotTable> tables, int horizonDays, bool areFolds = false, IReadOnlyList<SnapshotTable>? between = null)
    {
        Tables = tables;
        HorizonDays = horizonDays;
        AreFolds = areFolds;
        Between = between ?? [];
        _learned = [.. tables.Concat(Between).OrderBy(table => table.AsOf.Date)];
        _rowStart = new int[_learned.Length + 1];
        for (var table = 0; table < _learned.Length; table++)
            _rowStart[table + 1] = checked(_rowStart[table] + _learned[table].Features.RowCount);
        FeatureCount = tables[0].Features.FeatureCount;
        _labels = new float[_rowStart[^1]];
        for (var table = 0; table < _learned.Length; table++) _learned[table].Churned.CopyTo(_labels, _rowStart[table]);
    }

    public IReadOnlyList<SnapshotTable> Tables { get; }

    /// <summary>Snapshots that only add rows to learn from.</summary>
    public IReadOnlyList<SnapshotTable> Between { get; }

    public int HorizonDays { get; }

    public int FeatureCount { get; }

    /// <summary>Whether the tables are groups of customers of one snapshot instead of snapshots of different dates.</summary>
    public bool AreFolds { get; }

    /// <summary>The day on which a snapshot's label window ends.</summary>
    public DateOnly LabelEnd(SnapshotTable table) => table.AsOf.Date.AddDays(HorizonDays);

    /// <inheritdoc cref="LabelEnd(SnapshotTable)"/>
    public DateOnly LabelEnd(int table) => LabelEnd(Tables[table]);

    /// <summary>Number of leading snapshots that a model for a snapshot may learn from: those whose labels ended by its date; of
    /// groups of one snapshot, those before it.</summary>
    public int TrainableFor(int table) =>
        AreFolds ? table : Enumerable.Range(0, Tables.Count).TakeWhile(earlier => LabelEnd(earlier) <= Tables[table].AsOf.Date).Count();

    /// <summary>Rows in the first <paramref name="tables"/> snapshots: how much a base has to say, whatever stands between them.</summary>
    public int RowsIn(int tables) => Tables.Take(tables).Sum(table => table.Features.RowCount);

    /// <summary>Rows to learn from in the first <paramref name="tables"/> snapshots and between them.</summary>
    public int LearnedRowsIn(int tables) => _rowStart[LearnedIn(tables)];

    /// <summary>The rows of the first snapshots and between them, to learn from.</summary>
    public TrainingData First(int tables) => tables == 1
        ? One(0)
        : new(new FeatureMatrix(Joined(LearnedIn(tables)), LearnedRowsIn(tables), FeatureCount, Tables[0].Features.Features), _labels[..LearnedRowsIn(tables)]);

    /// <summary>Lets go of the joined rows; they are made anew when they are needed again.</summary>
    public void Release()
    {
        lock (_lock) (_values, _joined) = ([], 0);
    }

    /// <summary>The rows of one snapshot, to judge on.</summary>
    public TrainingData One(int table) => new(Tables[table].Features, Tables[table].Churned);

    /// <summary>Whether both classes have enough rows among the first snapshots for a model to say anything.</summary>
    public bool CanTrain(int tables)
    {
        var (rows, churned) = (LearnedRowsIn(tables), _labels.AsSpan(0, LearnedRowsIn(tables)).Count(1f));
        return churned >= 20 && rows - churned >= 20;
    }

    /// <summary>How many snapshots there are up to the last of the first ones, those between them counted.</summary>
    private int LearnedIn(int tables) => tables == 0 ? 0 : Array.IndexOf(_learned, Tables[tables - 1]) + 1;

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

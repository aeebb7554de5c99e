using ChurnPredict.Boosting;
using ChurnPredict.Features;
using ChurnPredict.History;

namespace ChurnPredict.Labels;

/// <summary>The rows of one snapshot while they are filled.</summary>
internal sealed class SnapshotRows
{
    private readonly LabelFrame _frame;
    private readonly FeatureSchema _schema;
    private readonly CustomerStatus[] _status;
    private readonly Dictionary<CustomerStatus, int> _leftOut = [];
    private FeatureReference _reference = new();
    private FeatureCalculator? _calculator;
    private int[] _population = [];
    private int[] _customerIndex = [];
    private float[] _features = [];
    private float[] _churned = [];
    private float[] _eventDays = [];
    private float[] _eventKnownDays = [];
    private float[][] _gross = [];
    private float[][] _net = [];
    private float[][] _margin = [];

    /// <summary>Makes room for the status of every customer.</summary>
    public SnapshotRows(LabelFrame frame, FeatureSchema schema, int customerCount)
    {
        _frame = frame;
        _schema = schema;
        _status = new CustomerStatus[customerCount];
    }

    /// <summary>Notes whether a customer gets a row; safe on several threads for different customers.</summary>
    public void TakeStatus(CustomerHistory history, int index) =>
        _status[index] = CustomerStatusRule.StatusOf(history, _frame.AsOf, _frame.Definition);

    /// <summary>Makes room for the rows, once every status is known.</summary>
    /// <param name="reference">What features need to know of the base.</param>
    /// <param name="isMarginKnown">Whether margins are labels, too.</param>
    /// <param name="choose">Chooses among the customers who may have a row, in rising order; null = all have one.</param>
    public void Allocate(FeatureReference reference, bool isMarginKnown, Func<int[], int[]>? choose)
    {
        _reference = reference;
        _calculator = new FeatureCalculator(_schema, reference);
        _population = [.. Enumerable.Range(0, _status.Length).Where(index => _status[index] == CustomerStatus.Scored)];
        _customerIndex = choose is null ? _population : choose(_population);
        foreach (var status in _status.Where(status => status != CustomerStatus.Scored))
            _leftOut[status] = _leftOut.GetValueOrDefault(status) + 1;
        var rows = _customerIndex.Length;
        _features = new float[(long)rows * _schema.Count];
        _churned = new float[rows];
        _eventDays = new float[rows];
        _eventKnownDays = new float[rows];
        _gross = Columns(rows);
        _net = Columns(rows);
        _margin = isMarginKnown ? Columns(rows) : [];
    }

    /// <summary>Number of rows.</summary>
    public int RowCount => _customerIndex.Length;

    /// <summary>The first row of a customer at or after an index of the whole history.</summary>
    public int FirstRowFrom(int index)
    {
        var row = Array.BinarySearch(_customerIndex, index);
        return row >= 0 ? row : ~row;
    }

    /// <summary>Fills the row of a customer, if there is one; safe on several threads for different rows.</summary>
    /// <param name="history">The customer.</param>
    /// <param name="row">The row.</param>
    public void Fill(CustomerHistory history, int row)
    {
        var width = _schema.Count;
        _calculator!.Compute(history, _frame.AsOf, _features.AsSpan(checked(row * width), width));
        _churned[row] = ChurnLabel.Churned(history, _frame);
        _eventDays[row] = ChurnLabel.EventDays(history, _frame);
        _eventKnownDays[row] = ChurnLabel.KnownDays(history, _frame);
        Span<SpendLabel> spend = stackalloc SpendLabel[_frame.Horizons.Length];
        SpendLabel.Read(history, _frame, spend);
        for (var horizon = 0; horizon < spend.Length; horizon++)
        {
            _gross[horizon][row] = (float)spend[horizon].Gross;
            _net[horizon][row] = (float)spend[horizon].Net;
            if (_margin.Length > 0) _margin[horizon][row] = (float)spend[horizon].Margin;
        }
    }

    /// <summary>Whether a row is that of a customer.</summary>
    public bool IsRowOf(int row, int index) => row < _customerIndex.Length && _customerIndex[row] == index;

    /// <summary>The finished table.</summary>
    public SnapshotTable ToTable() => new()
    {
        AsOf = _frame.AsOf,
        Reference = _reference,
        Features = new FeatureMatrix(_features, RowCount, _schema.Count, _schema.ToColumns()),
        CustomerIndex = _customerIndex,
        Population = _population,
        Churned = _churned,
        GrossSpend = ByHorizon(_gross),
        NetSpend = ByHorizon(_net),
        Margin = ByHorizon(_margin),
        EventDays = _eventDays,
        EventKnownDays = _eventKnownDays,
        ObservedDays = (float)Math.Max(0, Instants.DaysBetween(_frame.AsOf.Instant, _frame.DataEnd)),
        LeftOut = _leftOut,
    };

    private float[][] Columns(int rows) => [.. _frame.Horizons.Select(_ => new float[rows])];

    private Dictionary<int, float[]> ByHorizon(float[][] columns) =>
        _frame.Horizons.Zip(columns).ToDictionary(pair => pair.First, pair => pair.Second);
}

using System.Diagnostics;

namespace ChurnPredict.Boosting;

/// <summary>
/// Builds the histograms of leaves and finds their best splits; the larger of two children is the parent minus the smaller.
/// </summary>
internal sealed class LeafEvaluator
{
    /// <summary>
    /// Rows that are added to a histogram together; small enough that their codes stay in the second-level cache.
    /// </summary>
    private const int TileRows = 1_024;

    /// <summary>
    /// Cells to add and sums to scan below which a leaf is worked on alone: to hand out work and to wait for it costs some
    /// microseconds.
    /// </summary>
    private const long StepsWorthSharing = 1 << 15;

    private readonly BinnedMatrix _bins;
    private readonly QuantizedGradients _gradients;
    private readonly GradientBoostingOptions _options;
    private readonly RowPartition _partition;
    private readonly WorkerCrew _crew;
    private readonly Stack<long[]> _spare = new();
    private readonly long[]?[] _workerHistograms;
    private readonly bool[] _hasAdded;
    private readonly bool[] _isAllowed;
    private readonly int[] _usedSlots;
    private readonly LayoutTrial _trial;
    private readonly FeatureSplits[] _firstSplits;
    private readonly FeatureSplits[] _secondSplits;
    private readonly Action<int, int> _addTile;
    private readonly Action<int, int> _finish;
    private SplitFinder? _finder;
    private int[] _features = [];
    private GrowingLeaf? _counted;
    private GrowingLeaf? _sibling;
    private HistogramLayout _layout;
    private int _usedSlotCount;
    private bool _isShared;

    public LeafEvaluator(
        BinnedMatrix bins, GradientBoostingOptions options, QuantizedGradients gradients, RowPartition partition, WorkerCrew crew)
    {
        (_bins, _options, _gradients, _partition, _crew) = (bins, options, gradients, partition, crew);
        (_workerHistograms, _hasAdded) = (new long[]?[crew.Size], new bool[crew.Size]);
        (_firstSplits, _secondSplits) = (new FeatureSplits[bins.Bins.Length], new FeatureSplits[bins.Bins.Length]);
        (_isAllowed, _usedSlots) = (new bool[bins.Bins.Length], new int[bins.Slots.Length]);
        _trial = new LayoutTrial(options.HistogramLayout, bins.Codes.HasColumns);
        (_addTile, _finish) = (AddTile, Finish);
    }

    /// <summary>Starts a tree.</summary>
    /// <param name="finder">Finds the tree's splits.</param>
    /// <param name="features">Features that it may split on, ascending.</param>
    /// <param name="isShared">Whether threads share its leaves.</param>
    public void Begin(SplitFinder finder, int[] features, bool isShared)
    {
        (_finder, _features, _isShared) = (finder, features, isShared);
        Array.Clear(_isAllowed);
        foreach (var feature in features) _isAllowed[feature] = true;
        _usedSlotCount = 0;
        for (var slot = 0; slot < _usedSlots.Length; slot++)
        {
            if (_bins.Slots[slot].Features.Any(feature => _isAllowed[feature])) _usedSlots[_usedSlotCount++] = slot;
        }
    }

    /// <summary>Packed sum of every row in the tree.</summary>
    public long SumOfAll()
    {
        if (_partition.Count == _gradients.Packed.Length) return _gradients.Total;
        var sum = 0L;
        foreach (var row in _partition.Rows.AsSpan(0, _partition.Count)) sum += _gradients.Packed[row];
        return sum;
    }

    /// <summary>Gives the root its histogram and its best split.</summary>
    public void EvaluateRoot(GrowingLeaf root) => Evaluate(root, null, null);

    /// <summary>Gives two children their histograms and best splits; the parent's histogram may become a child's.</summary>
    public void EvaluateChildren(GrowingLeaf parent, GrowingLeaf left, GrowingLeaf right)
    {
        var (smaller, larger) = left.Count <= right.Count ? (left, right) : (right, left);
        var histogram = parent.Histogram;
        parent.Histogram = null;
        Evaluate(smaller, larger, histogram);
    }

    /// <summary>Takes a leaf's histogram back.</summary>
    public void Release(GrowingLeaf leaf)
    {
        if (leaf.Histogram is { } histogram) _spare.Push(histogram);
        leaf.Histogram = null;
    }

    /// <summary>Whether any row of a leaf lacks the value that a split asks for.</summary>
    public bool SawMissing(Split split, GrowingLeaf leaf)
    {
        var bins = _bins.Bins[split.Feature];
        var place = _bins.Places[split.Feature];
        var slot = _bins.Slots[place.Slot];
        var binsByCode = slot.BinsByCode(place.Position);
        var sums = leaf.Histogram.AsSpan(place.Slot * HistogramKernel.SlotCodes, slot.CodeCount);
        for (var code = 0; code < sums.Length; code++)
        {
            if (binsByCode[code] == bins.MissingBin && sums[code] != 0) return true;
        }

        return false;
    }

    private void Evaluate(GrowingLeaf counted, GrowingLeaf? sibling, long[]? parentHistogram)
    {
        (_counted, _sibling) = (counted, sibling);
        counted.Histogram = _spare.TryPop(out var spare) ? spare : new long[HistogramKernel.LengthFor(_bins.Codes)];
        if (sibling is not null) sibling.Histogram = parentHistogram;
        Array.Clear(_firstSplits);
        Array.Clear(_secondSplits);
        var started = Stopwatch.GetTimestamp();
        _layout = _trial.Choose(counted.Count);
        if (_layout == HistogramLayout.ByRow) AddRows();
        Run((_usedSlotCount + HistogramKernel.ColumnsTogether - 1) / HistogramKernel.ColumnsTogether, _finish);
        _trial.Report(counted.Count, _layout, Stopwatch.GetTimestamp() - started);
        counted.Best = BestOf(_firstSplits, counted);
        if (sibling is not null) sibling.Best = BestOf(_secondSplits, sibling);
    }

    /// <summary>Runs tasks on as many threads as the leaf is worth.</summary>
    private void Run(int tasks, Action<int, int> work)
    {
        var steps = (_counted!.Count + 2L * HistogramKernel.SlotCodes) * _usedSlotCount;
        if (_isShared && steps >= StepsWorthSharing) _crew.Run(tasks, work);
        else WorkerCrew.RunAlone(tasks, work);
    }

    private void AddRows()
    {
        Array.Clear(_hasAdded);
        (_workerHistograms[0], _hasAdded[0]) = (_counted!.Histogram, true);
        Array.Clear(_counted.Histogram!);
        Run((_counted.Count + TileRows - 1) / TileRows, _addTile);
    }

    private void AddTile(int tile, int worker)
    {
        var first = tile * TileRows;
        var rows = RowsOf(_counted!).Slice(first, Math.Min(TileRows, _counted!.Count - first));
        var histogram = _workerHistograms[worker] ??= new long[HistogramKernel.LengthFor(_bins.Codes)];
        if (!_hasAdded[worker])
        {
            Array.Clear(histogram);
            _hasAdded[worker] = true;
        }

        HistogramKernel.Add(_bins.Codes, _gradients.Packed, rows, histogram);
    }

    private void Finish(int group, int worker)
    {
        var first = group * HistogramKernel.ColumnsTogether;
        var slots = _usedSlots.AsSpan(first, Math.Min(HistogramKernel.ColumnsTogether, _usedSlotCount - first));
        if (_layout == HistogramLayout.ByColumn) AddColumns(slots);
        foreach (var slot in slots)
        {
            SumSlot(slot);
            foreach (var feature in _bins.Slots[slot].Features)
            {
                if (!_isAllowed[feature]) continue;
                _firstSplits[feature] = FindIn(_counted!, feature);
                if (_sibling is not null) _secondSplits[feature] = FindIn(_sibling, feature);
            }
        }
    }

    private void AddColumns(ReadOnlySpan<int> slots)
    {
        var histogram = _counted!.Histogram.AsSpan();
        foreach (var slot in slots) histogram.Slice(slot * HistogramKernel.SlotCodes, HistogramKernel.SlotCodes).Clear();
        if (slots.Length == HistogramKernel.ColumnsTogether)
        {
            HistogramKernel.AddFourColumns(_bins.Codes, slots, _gradients.Packed, RowsOf(_counted), histogram);
            return;
        }

        foreach (var slot in slots)
        {
            var sums = histogram.Slice(slot * HistogramKernel.SlotCodes, HistogramKernel.SlotCodes);
            HistogramKernel.AddColumn(_bins.Codes.Column(slot), _gradients.Packed, RowsOf(_counted), sums);
        }
    }

    /// <summary>Adds up what the workers added, and takes it from the sibling's sums.</summary>
    private void SumSlot(int slot)
    {
        var (start, length) = (slot * HistogramKernel.SlotCodes, _bins.Slots[slot].CodeCount);
        var sums = _counted!.Histogram.AsSpan(start, length);
        for (var worker = 1; worker < _hasAdded.Length && _layout == HistogramLayout.ByRow; worker++)
        {
            if (_hasAdded[worker]) HistogramKernel.AddTo(sums, _workerHistograms[worker].AsSpan(start, length));
        }

        if (_sibling is not null) HistogramKernel.SubtractFrom(_sibling.Histogram.AsSpan(start, length), sums);
    }

    private FeatureSplits FindIn(GrowingLeaf leaf, int feature) =>
        leaf.Count >= 2L * _options.MinimumLeafRows && !(leaf.Depth >= _options.MaximumDepth)
            ? _finder!.Find(feature, leaf, RowsOf(leaf))
            : default;

    private ReadOnlySpan<int> RowsOf(GrowingLeaf leaf) => _partition.Rows.AsSpan(leaf.First, leaf.Count);

    /// <summary>
    /// The best of all features. Rows are counted only where a split that may leave too few of them promises more than the best
    /// certain one, which is rare.
    /// </summary>
    private Split? BestOf(FeatureSplits[] splits, GrowingLeaf leaf)
    {
        var best = BestCertain(splits);
        foreach (var feature in _features)
        {
            if (!(splits[feature].HopedGain > 0) || splits[feature].HopedGain < best?.Gain) continue;
            splits[feature] = new FeatureSplits(_finder!.FindByCounting(feature, leaf, RowsOf(leaf)), 0);
            best = BestCertain(splits);
        }

        return best;
    }

    private Split? BestCertain(FeatureSplits[] splits)
    {
        Split? best = null;
        foreach (var feature in _features)
        {
            if (splits[feature].Certain is { } split && !(split.Gain <= best?.Gain)) best = split;
        }

        return best;
    }
}

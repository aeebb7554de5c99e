namespace ChurnPredict.Boosting;

/// <summary>Builds the histograms of leaves and finds their best splits; the larger of two children is the parent minus the smaller.</summary>
internal sealed class LeafEvaluator
{
    /// <summary>Rows that are added to a histogram together; small enough that their codes stay in the second-level cache.</summary>
    private const int TileRows = 2_048;

    private readonly BinnedMatrix _bins;
    private readonly QuantizedGradients _gradients;
    private readonly GradientBoostingOptions _options;
    private readonly RowPartition _partition;
    private readonly WorkerCrew _crew;
    private readonly Stack<long[]> _spare = new();
    private readonly long[]?[] _workerHistograms;
    private readonly Split?[] _firstSplits;
    private readonly Split?[] _secondSplits;
    private readonly Action<int, int> _addTile;
    private readonly Action<int, int> _finish;
    private SplitFinder? _finder;
    private int[] _features = [];
    private GrowingLeaf? _counted;
    private GrowingLeaf? _sibling;
    private long[]? _parentHistogram;

    public LeafEvaluator(BinnedMatrix bins, GradientBoostingOptions options, QuantizedGradients gradients, RowPartition partition, WorkerCrew crew)
    {
        (_bins, _options, _gradients, _partition, _crew) = (bins, options, gradients, partition, crew);
        _workerHistograms = new long[]?[crew.Size];
        (_firstSplits, _secondSplits) = (new Split?[bins.Bins.Length], new Split?[bins.Bins.Length]);
        (_addTile, _finish) = (AddTile, Finish);
    }

    private int HistogramLength => _bins.WordsPerRow * 8 * HistogramKernel.SlotCodes;

    /// <summary>Starts a tree.</summary>
    public void Begin(SplitFinder finder, int[] features) => (_finder, _features) = (finder, features);

    /// <summary>Packed sum of every row in the tree.</summary>
    public long SumOfAll()
    {
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
        (_counted, _sibling, _parentHistogram) = (counted, sibling, parentHistogram);
        counted.Histogram = _spare.TryPop(out var spare) ? spare : new long[HistogramLength];
        if (sibling is not null) sibling.Histogram = parentHistogram;
        Array.Clear(counted.Histogram);
        for (var worker = 1; worker < _workerHistograms.Length; worker++)
        {
            if (_workerHistograms[worker] is { } histogram) Array.Clear(histogram);
        }

        _workerHistograms[0] = counted.Histogram;
        _crew.Run((counted.Count + TileRows - 1) / TileRows, _addTile);
        Array.Clear(_firstSplits);
        Array.Clear(_secondSplits);
        for (var slot = 0; slot < _bins.Slots.Length; slot++) MergeSlot(slot);
        _crew.Run(_features.Length, _finish);
        counted.Best = BestOf(_firstSplits, counted);
        if (sibling is not null) sibling.Best = BestOf(_secondSplits, sibling);
    }

    private void AddTile(int tile, int worker)
    {
        var first = tile * TileRows;
        var rows = _partition.Rows.AsSpan(_counted!.First + first, Math.Min(TileRows, _counted.Count - first));
        var histogram = _workerHistograms[worker] ??= new long[HistogramLength];
        HistogramKernel.Add(_bins, _gradients.Packed, rows, histogram);
    }

    private void MergeSlot(int slot)
    {
        var (start, length) = (slot * HistogramKernel.SlotCodes, _bins.Slots[slot].CodeCount);
        var sums = _counted!.Histogram.AsSpan(start, length);
        for (var worker = 1; worker < _workerHistograms.Length; worker++)
        {
            if (_workerHistograms[worker] is { } histogram) HistogramKernel.AddTo(sums, histogram.AsSpan(start, length));
        }

        if (_sibling is not null) HistogramKernel.SubtractFrom(_sibling.Histogram.AsSpan(start, length), sums);
    }

    private void Finish(int task, int worker)
    {
        var feature = _features[task];
        _firstSplits[feature] = FindIn(_counted!, feature);
        if (_sibling is not null) _secondSplits[feature] = FindIn(_sibling, feature);
    }

    private Split? FindIn(GrowingLeaf leaf, int feature) =>
        leaf.Count >= 2L * _options.MinimumLeafRows && !(leaf.Depth >= _options.MaximumDepth)
            ? _finder!.Find(feature, leaf, _partition.Rows.AsSpan(leaf.First, leaf.Count))
            : null;

    private Split? BestOf(Split?[] splits, GrowingLeaf leaf)
    {
        Split? best = null;
        foreach (var feature in _features)
        {
            if (splits[feature] is { } split && !(split.Gain <= best?.Gain)) best = split;
        }

        return best;
    }
}

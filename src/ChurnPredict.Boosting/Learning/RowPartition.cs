namespace ChurnPredict.Boosting;

/// <summary>The rows of every leaf in one index array: each leaf has a range, its rows in ascending order.</summary>
internal sealed class RowPartition
{
    private const int ChunkRows = 8_192;

    private readonly BinnedMatrix _bins;
    private readonly WorkerCrew _crew;
    private readonly int[] _left;
    private readonly int[] _right;
    private readonly int[] _leftOfChunk;
    private readonly int[] _rightOfChunk;
    private int[] _leftOut = [];
    private readonly Action<int, int> _separate;
    private readonly Action<int, int> _gather;
    private int _first;
    private int _count;
    private int _leftCount;
    private int _slot;
    private BinSet _leftCodes;

    public RowPartition(BinnedMatrix bins, WorkerCrew crew)
    {
        (_bins, _crew) = (bins, crew);
        (Rows, _left, _right) = (new int[bins.RowCount], new int[bins.RowCount], new int[bins.RowCount]);
        var chunks = (bins.RowCount + ChunkRows - 1) / ChunkRows;
        (_leftOfChunk, _rightOfChunk) = (new int[chunks], new int[chunks]);
        (_separate, _gather) = (Separate, Gather);
    }

    /// <summary>Row numbers; the first <see cref="Count"/> are in use.</summary>
    public int[] Rows { get; }

    /// <summary>Rows in the tree.</summary>
    public int Count { get; private set; }

    /// <summary>Rows that are not in the tree, ascending.</summary>
    public ReadOnlySpan<int> LeftOut => _leftOut.AsSpan(0, Rows.Length - Count);

    /// <summary>Every row, in one range.</summary>
    public void TakeAll()
    {
        Count = Rows.Length;
        for (var row = 0; row < Rows.Length; row++) Rows[row] = row;
    }

    /// <summary>The rows a sampler chose, in one range.</summary>
    /// <param name="choose">Writes ascending row numbers and returns how many.</param>
    public void Take(Func<int[], int> choose)
    {
        Count = choose(Rows);
        if (_leftOut.Length == 0) _leftOut = new int[Rows.Length];
        var (taken, leftOut) = (0, 0);
        for (var row = 0; row < Rows.Length; row++)
        {
            // Without a branch, which chance would take.
            var isTaken = taken < Count && Rows[taken] == row ? 1 : 0;
            _leftOut[leftOut] = row;
            taken += isTaken;
            leftOut += 1 - isTaken;
        }
    }

    /// <summary>Moves the rows of a range whose code is in a set before the others; both keep their order.</summary>
    /// <param name="first">Start of the range.</param>
    /// <param name="count">Its length.</param>
    /// <param name="slot">Where the code stands.</param>
    /// <param name="leftCodes">Codes that go left.</param>
    /// <returns>Rows that went left.</returns>
    public int Split(int first, int count, int slot, BinSet leftCodes)
    {
        (_first, _count, _slot, _leftCodes) = (first, count, slot, leftCodes);
        var chunks = (count + ChunkRows - 1) / ChunkRows;
        _crew.Run(chunks, _separate);
        var (left, right) = (0, 0);
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            var leftInChunk = _leftOfChunk[chunk];
            _leftOfChunk[chunk] = left;
            _rightOfChunk[chunk] = right;
            left += leftInChunk;
            right += Math.Min(ChunkRows, count - chunk * ChunkRows) - leftInChunk;
        }

        _leftCount = left;
        _crew.Run(chunks, _gather);
        return left;
    }

    /// <summary>Adds the value of its leaf to the score of each row that is not in the tree. Rows go down the tree together, as those in it
    /// did when it grew: a walk of each row alone took 7 of 100 processor seconds of a training. The order of <see cref="LeftOut"/> is lost.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="values">Value of each leaf.</param>
    /// <param name="scores">One a row of the matrix; added to.</param>
    public void AddToLeftOut(GrownTree tree, double[] values, float[] scores)
    {
        var root = tree.Nodes.Length == 0 ? ~0 : 0;
        StartScores.ForChunks(LeftOut.Length, _crew, (first, last) => AddBelow(tree, root, values, scores, first, last - first));
    }

    private void AddBelow(GrownTree tree, int place, double[] values, float[] scores, int first, int count)
    {
        if (count == 0) return;
        var rows = _leftOut.AsSpan(first, count);
        if (place < 0)
        {
            var value = (float)values[~place];
            foreach (var row in rows) scores[row] += value;
            return;
        }

        var node = tree.Nodes[place];
        var left = _left.AsSpan(first, count);
        var right = _right.AsSpan(first, count);
        var leftCount = PartitionKernel.Separate(_bins.Codes, node.Slot, node.LeftCodes, rows, left, right);
        left[..leftCount].CopyTo(rows);
        right[..(count - leftCount)].CopyTo(rows[leftCount..]);
        AddBelow(tree, node.Left, values, scores, first, leftCount);
        AddBelow(tree, node.Right, values, scores, first + leftCount, count - leftCount);
    }

    private void Separate(int chunk, int worker)
    {
        var first = _first + chunk * ChunkRows;
        var count = Math.Min(ChunkRows, _count - chunk * ChunkRows);
        _leftOfChunk[chunk] = PartitionKernel.Separate(
            _bins.Codes, _slot, _leftCodes, Rows.AsSpan(first, count), _left.AsSpan(first, count), _right.AsSpan(first, count));
    }

    private void Gather(int chunk, int worker)
    {
        var first = _first + chunk * ChunkRows;
        var count = Math.Min(ChunkRows, _count - chunk * ChunkRows);
        var chunks = (_count + ChunkRows - 1) / ChunkRows;
        var nextLeft = chunk + 1 < chunks ? _leftOfChunk[chunk + 1] : _leftCount;
        var left = nextLeft - _leftOfChunk[chunk];
        _left.AsSpan(first, left).CopyTo(Rows.AsSpan(_first + _leftOfChunk[chunk]));
        _right.AsSpan(first, count - left).CopyTo(Rows.AsSpan(_first + _leftCount + _rightOfChunk[chunk]));
    }
}

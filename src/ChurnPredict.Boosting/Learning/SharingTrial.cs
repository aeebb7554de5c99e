namespace ChurnPredict.Boosting;

/// <summary>
/// Chooses whether threads share the leaves of a tree. On many rows they do. On few, sharing halves the time of an idle machine and
/// doubles that of a busy one, where each step waits for a thread without a processor (5,000 × 100 beside other programs: 7.1 s on
/// one thread, 12.3 s on two): some trees are grown either way in turn, and the faster way stays. No bit depends on it.
/// </summary>
/// <param name="cells">Cells of the training rows.</param>
/// <param name="threads">Threads there are.</param>
internal sealed class SharingTrial(long cells, int threads)
{
    /// <summary>Cells from which waiting is a small part of the work.</summary>
    private const long CellsWorthSharing = 1 << 23;

    /// <summary>Trees before the trial: they compile code and try layouts.</summary>
    private const int FirstTrees = 2;

    private const int TreesEach = 4;

    /// <summary>What sharing must gain to be worth a second processor.</summary>
    private const double LeastGain = 0.9;

    private int _trees;
    private long _alone;
    private long _shared;

    /// <summary>Whether threads share the leaves of the next tree.</summary>
    public bool IsShared => threads > 1
        && (cells >= CellsWorthSharing || (_trees < FirstTrees + 2 * TreesEach ? _trees % 2 == 1 : _shared < LeastGain * _alone));

    /// <summary>Notes how long the tree took that was grown as <see cref="IsShared"/> said.</summary>
    /// <param name="ticks">Time, in any unit.</param>
    public void Report(long ticks)
    {
        if (_trees is >= FirstTrees and < FirstTrees + 2 * TreesEach)
        {
            if (_trees % 2 == 1) _shared += ticks;
            else _alone += ticks;
        }

        _trees++;
    }
}

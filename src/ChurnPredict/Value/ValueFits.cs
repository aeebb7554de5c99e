using System.Collections.Concurrent;

namespace ChurnPredict.Value;

/// <summary>The fits of one set of snapshots that nobody asked for before. They share its rows, which are made when the first is run.</summary>
/// <param name="Rows">Rows of the snapshots.</param>
/// <param name="First">Fits that need no other.</param>
/// <param name="Then">Fits of amounts, which are scaled by the occurrence of the same rows.</param>
internal sealed record ValueFits(int Rows, IReadOnlyList<Action> First, IReadOnlyList<Action> Then)
{
    /// <summary>The fits in the order in which several threads do best: the largest sets first, and amounts behind the next set's first fits,
    /// so that nobody waits for an occurrence that has just begun, and the rows of few sets are there at once.</summary>
    /// <param name="sets">Made as they are enumerated, so that nobody else holds on to them.</param>
    public static ConcurrentQueue<Action> InTurn(IEnumerable<ValueFits> sets)
    {
        var queue = new ConcurrentQueue<Action>();
        IReadOnlyList<Action> waiting = [];
        foreach (var set in sets.OrderByDescending(set => set.Rows))
        {
            foreach (var fit in set.First.Concat(waiting)) queue.Enqueue(fit);
            waiting = set.Then;
        }

        foreach (var fit in waiting) queue.Enqueue(fit);
        return queue;
    }
}

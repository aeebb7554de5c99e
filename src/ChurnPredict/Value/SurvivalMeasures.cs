namespace ChurnPredict.Value;

/// <summary>How good survival curves are, with censoring. Pure functions.</summary>
public static class SurvivalMeasures
{
    /// <summary>Harrell's concordance: of the pairs in which one is known to have had the event first, the share in which that one
    /// had the higher risk; ties count half. NaN without such a pair.</summary>
    /// <param name="times">When the event came, or until when none was observed.</param>
    /// <param name="isEvent">Whether the event came.</param>
    /// <param name="risk">Higher = earlier.</param>
    public static double Concordance(ReadOnlySpan<double> times, ReadOnlySpan<bool> isEvent, ReadOnlySpan<double> risk)
    {
        var ranks = ValueMeasures.MidRanks(risk);
        var (order, keys) = (new int[times.Length], times.ToArray());
        for (var row = 0; row < order.Length; row++) order[row] = row;
        Array.Sort(keys, order);
        var later = new RankCounts(2 * times.Length);
        double concordant = 0, pairs = 0;
        for (var end = order.Length; end > 0;)
        {
            var begin = end - 1;
            while (begin > 0 && keys[begin - 1] == keys[end - 1]) begin--;

            // Whoever is censored at the time of an event outlived it.
            for (var index = begin; index < end; index++)
            {
                if (!isEvent[order[index]]) later.Add(Slot(ranks[order[index]]));
            }

            for (var index = begin; index < end; index++)
            {
                if (!isEvent[order[index]]) continue;
                var slot = Slot(ranks[order[index]]);
                var (lower, notHigher) = (later.Below(slot), later.Below(slot + 1));
                concordant += lower + ((notHigher - lower) / 2.0);
                pairs += later.Total;
            }

            for (var index = begin; index < end; index++)
            {
                if (isEvent[order[index]]) later.Add(Slot(ranks[order[index]]));
            }

            end = begin;
        }

        return concordant / pairs;
    }

    /// <summary>Brier score at a time, weighted by the inverse probability of not being censored (Graf et al. 1999); 0.25 = a coin.</summary>
    /// <param name="times">When the event came, or until when none was observed.</param>
    /// <param name="isEvent">Whether the event came.</param>
    /// <param name="survival">Foretold probability that the event has not come by <paramref name="time"/>.</param>
    /// <param name="time">The time at which survival is judged.</param>
    public static double BrierAt(ReadOnlySpan<double> times, ReadOnlySpan<bool> isEvent, ReadOnlySpan<double> survival, double time)
    {
        var censored = new bool[times.Length];
        for (var row = 0; row < censored.Length; row++) censored[row] = !isEvent[row];
        var uncensored = KaplanMeier.Of(times, censored);
        var sum = 0.0;
        for (var row = 0; row < times.Length; row++)
        {
            if (times[row] <= time && isEvent[row]) sum += survival[row] * survival[row] / uncensored.Before(times[row]);
            else if (times[row] > time) sum += (1 - survival[row]) * (1 - survival[row]) / uncensored.At(time);
        }

        return sum / times.Length;
    }

    private static int Slot(double midRank) => (int)(2 * midRank) - 1;

    /// <summary>Counts by rank, as a Fenwick tree.</summary>
    private sealed class RankCounts(int size)
    {
        private readonly int[] _tree = new int[size + 1];

        public int Total { get; private set; }

        public void Add(int slot)
        {
            Total++;
            for (var index = slot + 1; index < _tree.Length; index += index & -index) _tree[index]++;
        }

        public int Below(int slot)
        {
            var sum = 0;
            for (var index = Math.Min(slot, _tree.Length - 1); index > 0; index -= index & -index) sum += _tree[index];
            return sum;
        }
    }
}

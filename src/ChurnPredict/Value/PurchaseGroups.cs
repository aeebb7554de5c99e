namespace ChurnPredict.Value;

/// <summary>
/// Sufficient statistics of the purchase models: how many customers share a (repeat purchases, recency, age). A million customers
/// with times in whole days are far fewer groups, and the values themselves repeat, so that logarithms are taken once a value.
/// </summary>
public sealed class PurchaseGroups
{
    private PurchaseGroups(int capacity, int customerCount)
    {
        PurchaseIndex = new int[capacity];
        RecencyIndex = new int[capacity];
        AgeIndex = new int[capacity];
        Customers = new int[capacity];
        CustomerCount = customerCount;
        Purchases = [];
        Recencies = [];
        Ages = [];
    }

    /// <summary>Number of customers in all groups.</summary>
    public int CustomerCount { get; }

    /// <summary>Number of groups.</summary>
    public int Count => Customers.Length;

    /// <summary>Repeat purchases of all customers.</summary>
    public long TotalPurchases { get; private init; }

    /// <summary>Σ of <see cref="PurchaseSummary.SumLogGaps"/>.</summary>
    public double SumLogGaps { get; private init; }

    /// <summary>Mean of <see cref="PurchaseSummary.AgeWeeks"/>; the scale in which the models are fitted.</summary>
    public double MeanAgeWeeks { get; private init; }

    internal int[] PurchaseIndex { get; }

    internal int[] RecencyIndex { get; }

    internal int[] AgeIndex { get; }

    internal int[] Customers { get; }

    /// <summary>The different numbers of repeat purchases.</summary>
    internal int[] Purchases { get; private init; }

    /// <summary>The different recencies, in weeks.</summary>
    internal double[] Recencies { get; private init; }

    /// <summary>The different ages, in weeks.</summary>
    internal double[] Ages { get; private init; }

    /// <summary>Groups customers; the result follows the order in which they come.</summary>
    /// <param name="summaries">One a customer; not kept.</param>
    /// <exception cref="ArgumentException">A summary is impossible: negative or not finite, or bought after the age's end.</exception>
    public static PurchaseGroups From(ReadOnlySpan<PurchaseSummary> summaries)
    {
        var groups = new Dictionary<(int, int, int), int>(summaries.Length / 2);
        var purchases = new ValueIndex<int>();
        var recencies = new ValueIndex<double>();
        var ages = new ValueIndex<double>();
        long totalPurchases = 0;
        double sumLogGaps = 0, sumAge = 0;
        foreach (ref readonly var summary in summaries)
        {
            ThrowIfImpossible(summary);
            var key = (purchases.Of(summary.RepeatPurchases), recencies.Of(summary.RecencyWeeks), ages.Of(summary.AgeWeeks));
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(groups, key, out _)++;
            totalPurchases += summary.RepeatPurchases;
            sumLogGaps += summary.SumLogGaps;
            sumAge += summary.AgeWeeks;
        }

        var result = new PurchaseGroups(groups.Count, summaries.Length)
        {
            TotalPurchases = totalPurchases,
            SumLogGaps = sumLogGaps,
            MeanAgeWeeks = sumAge / Math.Max(1, summaries.Length),
            Purchases = purchases.ToArray(),
            Recencies = recencies.ToArray(),
            Ages = ages.ToArray(),
        };
        var group = 0;
        foreach (var ((purchase, recency, age), customers) in groups) result.Set(group++, purchase, recency, age, customers);
        return result;
    }

    /// <summary>At most <paramref name="limit"/> groups, every n-th of these: enough to find where the maximum lies.</summary>
    internal PurchaseGroups Thin(int limit)
    {
        if (Count <= limit) return this;
        var step = (Count + limit - 1) / limit;
        var chosen = Enumerable.Range(0, Count).Where(group => group % step == 0).ToArray();
        var thin = new PurchaseGroups(chosen.Length, chosen.Sum(group => Customers[group]))
        {
            TotalPurchases = chosen.Sum(group => (long)Customers[group] * Purchases[PurchaseIndex[group]]),
            SumLogGaps = SumLogGaps * (chosen.Length / (double)Count),
            MeanAgeWeeks = MeanAgeWeeks,
            Purchases = Purchases,
            Recencies = Recencies,
            Ages = Ages,
        };
        for (var index = 0; index < chosen.Length; index++)
        {
            var group = chosen[index];
            thin.Set(index, PurchaseIndex[group], RecencyIndex[group], AgeIndex[group], Customers[group]);
        }

        return thin;
    }

    private static void ThrowIfImpossible(in PurchaseSummary summary)
    {
        if (summary.RepeatPurchases < 0 || !(summary.RecencyWeeks >= 0) || !(summary.RecencyWeeks <= summary.AgeWeeks)
            || !double.IsFinite(summary.AgeWeeks))
            throw new ArgumentException($"{summary} is impossible; expected 0 ≤ recency ≤ age, both finite, and no negative count");
    }

    private void Set(int group, int purchase, int recency, int age, int customers)
    {
        PurchaseIndex[group] = purchase;
        RecencyIndex[group] = recency;
        AgeIndex[group] = age;
        Customers[group] = customers;
    }

    private sealed class ValueIndex<T>
        where T : struct
    {
        private readonly Dictionary<T, int> _index = [];

        public int Of(T value)
        {
            ref var index = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_index, value, out var known);
            if (!known) index = _index.Count - 1;
            return index;
        }

        public T[] ToArray() => [.. _index.Keys];
    }
}

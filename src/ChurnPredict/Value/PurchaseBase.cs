using ChurnPredict.History;

namespace ChurnPredict.Value;

/// <summary>The purchases of a whole base as of a date, and what followed within a holdout.</summary>
public sealed class PurchaseBase
{
    private PurchaseBase(string[] ids, PurchaseSummary[] summaries, double[] holdoutPurchases, double[] holdoutSpend)
    {
        Ids = ids;
        Summaries = summaries;
        HoldoutPurchases = holdoutPurchases;
        HoldoutSpend = holdoutSpend;
    }

    /// <summary>Ids of the customers with a purchase before the date, in the history's canonical order.</summary>
    public string[] Ids { get; }

    /// <summary>Their purchases, one each.</summary>
    public PurchaseSummary[] Summaries { get; }

    /// <summary>Their purchase days within the holdout; empty without one.</summary>
    public double[] HoldoutPurchases { get; }

    /// <summary>Their spend within the holdout; empty without one.</summary>
    public double[] HoldoutSpend { get; }

    /// <summary>Reads a history.</summary>
    /// <param name="source">The history.</param>
    /// <param name="asOf">Summaries look at nothing at or after it.</param>
    /// <param name="holdoutEnd">The holdout ends at this date, exclusive; null = none.</param>
    /// <param name="threadCount">Threads, 1 or more; the result does not depend on it.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static PurchaseBase Collect(
        HistorySource source, AsOfDate asOf, AsOfDate? holdoutEnd = null, int threadCount = 1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        var (ids, summaries, purchases, spend) = (new List<string>(), new List<PurchaseSummary>(), new List<double>(), new List<double>());
        foreach (var part in source.Parts())
        {
            var (before, after) = (new PurchaseSummary?[part.CustomerCount], new PurchaseSummary?[part.CustomerCount]);
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = threadCount, CancellationToken = cancellationToken };
            Parallel.For(0, part.CustomerCount, parallel, customer =>
            {
                before[customer] = PurchaseSummary.From(part.Customer(customer), asOf);
                if (holdoutEnd is { } end) after[customer] = PurchaseSummary.From(part.Customer(customer), end);
            });
            for (var customer = 0; customer < part.CustomerCount; customer++)
            {
                if (before[customer] is not { } summary) continue;
                ids.Add(part.Ids[customer]);
                summaries.Add(summary);
                if (after[customer] is not { } later) continue;
                purchases.Add(later.RepeatPurchases - summary.RepeatPurchases);
                spend.Add(RepeatSpend(later) - RepeatSpend(summary));
            }
        }

        return new PurchaseBase([.. ids], [.. summaries], [.. purchases], [.. spend]);
    }

    private static double RepeatSpend(PurchaseSummary summary) =>
        summary.RepeatPurchases == 0 ? 0 : summary.MeanRepeatSpend * summary.RepeatPurchases;
}

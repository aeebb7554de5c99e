using ChurnPredict.History;
using ChurnPredict.Labels;

namespace ChurnPredict.Value;

/// <summary>The purchases of a whole base as of a date, and what followed within a holdout.</summary>
public sealed class PurchaseBase
{
    private PurchaseBase(
        string[] ids, PurchaseSummary[] summaries, bool[] hasCancelled, string?[] groups, double[] holdoutPurchases, double[] holdoutSpend, double[] holdoutFirstWeeks)
    {
        Ids = ids;
        Summaries = summaries;
        HasCancelled = hasCancelled;
        Groups = groups;
        HoldoutPurchases = holdoutPurchases;
        HoldoutSpend = holdoutSpend;
        HoldoutFirstWeeks = holdoutFirstWeeks;
    }

    /// <summary>Ids of the customers with a purchase before the date, in the history's canonical order.</summary>
    public string[] Ids { get; }

    /// <summary>Their purchases, one each.</summary>
    public PurchaseSummary[] Summaries { get; }

    /// <summary>Whether their contract was cancelled before the date, one each; none where churn is no cancellation.</summary>
    public bool[] HasCancelled { get; }

    /// <summary>Their groups, see <see cref="PurchaseBaseOptions.GroupBy"/>; empty without.</summary>
    public string?[] Groups { get; }

    /// <summary>Their purchase days within the holdout; empty without one.</summary>
    public double[] HoldoutPurchases { get; }

    /// <summary>Their spend within the holdout; empty without one.</summary>
    public double[] HoldoutSpend { get; }

    /// <summary>Weeks from the date to the day of their first purchase within the holdout, in the summaries' unit of time; +∞ = none came.
    /// Empty without a holdout.</summary>
    public double[] HoldoutFirstWeeks { get; }

    /// <summary>Reads a history.</summary>
    /// <param name="source">The history.</param>
    /// <param name="asOf">Summaries look at nothing at or after it.</param>
    /// <param name="holdoutEnd">The holdout ends at this date, exclusive; null = none.</param>
    /// <param name="options">How to read; null = the defaults.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="InvalidCustomerDataException">There is no column by which to group.</exception>
    public static PurchaseBase Collect(
        HistorySource source, AsOfDate asOf, AsOfDate? holdoutEnd = null, PurchaseBaseOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        options ??= new PurchaseBaseOptions();
        var (ids, summaries, groups) = (new List<string>(), new List<PurchaseSummary>(), new List<string?>());
        var (churn, hasCancelled) = (source.Description.Churn, new List<bool>());
        var (purchases, spend, firstWeeks) = (new List<double>(), new List<double>(), new List<double>());
        foreach (var part in source.Parts())
        {
            var (before, after) = (new PurchaseSummary?[part.CustomerCount], new PurchaseHoldout[part.CustomerCount]);
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.ThreadCount, CancellationToken = cancellationToken };
            Parallel.For(0, part.CustomerCount, parallel, customer =>
            {
                before[customer] = PurchaseSummary.From(part.Customer(customer), asOf, options.Season);
                if (holdoutEnd is { } end) after[customer] = PurchaseHoldout.Of(part.Customer(customer), asOf, end, options.Season);
            });
            for (var customer = 0; customer < part.CustomerCount; customer++)
            {
                if (before[customer] is not { } summary) continue;
                ids.Add(part.Ids[customer]);
                summaries.Add(summary);
                hasCancelled.Add(churn.Kind == ChurnKind.Cancellation && CustomerStatusRule.StatusOf(part.Customer(customer), asOf, churn) == CustomerStatus.AlreadyChurned);
                if (options.GroupBy is { } column) groups.Add(CustomerGroup.Of(part.Customer(customer), column, asOf));
                if (holdoutEnd is null) continue;
                purchases.Add(after[customer].Purchases);
                spend.Add(after[customer].Spend);
                firstWeeks.Add(after[customer].FirstWeeks);
            }
        }

        return new PurchaseBase([.. ids], [.. summaries], [.. hasCancelled], [.. groups], [.. purchases], [.. spend], [.. firstWeeks]);
    }

    /// <summary>Reads the base as of the first day of each of some windows, and what followed in them.</summary>
    /// <param name="source">The history.</param>
    /// <param name="windows">First day, and day after the last.</param>
    /// <param name="options">How to read; null = the defaults.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static IReadOnlyList<PurchaseWindow> CollectWindows(
        HistorySource source, IReadOnlyList<(DateOnly From, DateOnly To)> windows, PurchaseBaseOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(windows);
        return [.. windows.Select(window =>
        {
            var customers = Collect(source, source.TimeAxis.AsOf(window.From), source.TimeAxis.AsOf(window.To), options, cancellationToken);
            var weeks = PurchaseSeason.WeeksBetween(options?.Season, window.From, window.To);
            return new PurchaseWindow(window.From, window.To, weeks, customers.Summaries, customers.HoldoutPurchases, customers.HoldoutSpend, customers.HoldoutFirstWeeks);
        })];
    }
}

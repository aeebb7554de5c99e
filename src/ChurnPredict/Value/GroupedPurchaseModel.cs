namespace ChurnPredict.Value;

/// <summary>
/// A purchase model with a covariate: a fit of its own for each group that is large enough, so that rates, their spread and the way of
/// stopping may all differ; the customers of small groups, and those without one, share a fit.
/// </summary>
public sealed class GroupedPurchaseModel
{
    /// <summary>Customers that a group needs for a fit of its own.</summary>
    public const int FewestCustomers = 200;

    private const int FewestRepeatPurchases = 50;

    private readonly IReadOnlyDictionary<string, PurchaseModelFit> _fits;

    private GroupedPurchaseModel(IReadOnlyDictionary<string, PurchaseModelFit> fits, PurchaseModelFit? rest) => (_fits, Rest) = (fits, rest);

    /// <summary>The groups with a fit of their own, in ordinal order of their names.</summary>
    public IReadOnlyDictionary<string, PurchaseModelFit> Groups => _fits;

    /// <summary>The fit of all others; null when there are none.</summary>
    public PurchaseModelFit? Rest { get; }

    /// <summary>Log-likelihood of all customers.</summary>
    public double LogLikelihood => _fits.Values.Sum(fit => fit.LogLikelihood) + (Rest?.LogLikelihood ?? 0);

    /// <summary>The model of a group.</summary>
    /// <param name="group">Its name; null = none.</param>
    public PurchaseModel Of(string? group) => group is not null && _fits.TryGetValue(group, out var fit)
        ? fit.Model
        : Rest?.Model ?? throw new ArgumentException($"group '{group}' was not fitted; expected one of {string.Join(", ", _fits.Keys)}");

    /// <summary>Fits a model.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="summaries">One a customer; at least one.</param>
    /// <param name="groups">The customers' groups, as many; null = none.</param>
    /// <param name="threadCount">Threads, 1 or more; the result does not depend on it.</param>
    public static GroupedPurchaseModel Fit(PurchaseModelKind kind, PurchaseSummary[] summaries, string?[] groups, int threadCount = 1)
    {
        ArgumentNullException.ThrowIfNull(summaries);
        ArgumentNullException.ThrowIfNull(groups);
        if (groups.Length != summaries.Length) throw new ArgumentException($"{groups.Length} groups for {summaries.Length} customers; expected as many");
        var parts = summaries.Zip(groups).ToLookup(pair => pair.Second, pair => pair.First);
        var large = parts
            .Where(part => part.Key is not null && part.Count() >= FewestCustomers && part.Sum(summary => (long)summary.RepeatPurchases) >= FewestRepeatPurchases)
            .OrderBy(part => part.Key, StringComparer.Ordinal)
            .ToDictionary(part => part.Key!, part => PurchaseModelFitter.Fit(kind, PurchaseGroups.From([.. part]), threadCount));
        var rest = summaries.Where((_, customer) => groups[customer] is not { } group || !large.ContainsKey(group)).ToArray();
        return new GroupedPurchaseModel(large, rest.Length == 0 ? null : PurchaseModelFitter.Fit(kind, PurchaseGroups.From(rest), threadCount));
    }
}

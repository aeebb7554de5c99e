namespace ChurnPredict.Retention;

/// <summary>A choice in the making: at most one action a customer, within the limits.</summary>
internal sealed class PortfolioState(PortfolioLimits limits)
{
    private readonly Dictionary<int, PortfolioCandidate> _byCustomer = [];
    private readonly Dictionary<string, int> _used = new(StringComparer.Ordinal);
    private double _spent;

    public double NetValue { get; private set; }

    public IReadOnlyList<PortfolioCandidate> Chosen() => [.. _byCustomer.Values.OrderBy(candidate => candidate.Customer)];

    public bool TryAdd(PortfolioCandidate candidate) => !_byCustomer.ContainsKey(candidate.Customer) && TryReplace(candidate);

    /// <summary>Gives the customer this action instead of what they have, if that is better and fits.</summary>
    public bool TryReplace(PortfolioCandidate candidate)
    {
        var hasOne = _byCustomer.TryGetValue(candidate.Customer, out var present);
        if (hasOne && candidate.NetValue <= present.NetValue) return false;
        var spent = _spent + candidate.ExpectedCost - (hasOne ? present.ExpectedCost : 0);
        if (spent > limits.Budget) return false;
        var takesASlot = !hasOne || present.Channel != candidate.Channel;
        if (takesASlot && limits.Capacities.TryGetValue(candidate.Channel, out var capacity) && _used.GetValueOrDefault(candidate.Channel) >= capacity)
            return false;
        if (hasOne) _used[present.Channel]--;
        _used[candidate.Channel] = _used.GetValueOrDefault(candidate.Channel) + 1;
        _spent = spent;
        NetValue += candidate.NetValue - (hasOne ? present.NetValue : 0);
        _byCustomer[candidate.Customer] = candidate;
        return true;
    }
}

namespace ChurnPredict.Value;

/// <summary>How long contracts lasted, counted by renewal periods.</summary>
/// <param name="Ended">Contracts that ended after period 1, 2, … (index 0 = did not renew once).</param>
/// <param name="Running">Contracts still running that have renewed 0, 1, 2, … times.</param>
public sealed record ContractLifetimes(IReadOnlyList<long> Ended, IReadOnlyList<long> Running)
{
    /// <summary>Number of contracts.</summary>
    public long ContractCount => Ended.Sum() + Running.Sum();
}

namespace ChurnPredict.Retention;

/// <summary>What all actions together may take.</summary>
public sealed record PortfolioLimits
{
    /// <summary>Most expected cost in all; null = no limit.</summary>
    public double? Budget { get; init; }

    /// <summary>Most actions by channel; channels not named have no limit.</summary>
    public IReadOnlyDictionary<string, int> Capacities { get; init; } = new Dictionary<string, int>();
}

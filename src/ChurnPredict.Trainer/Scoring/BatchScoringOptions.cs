namespace ChurnPredict.Trainer.Scoring;

/// <summary>How a base is scored.</summary>
internal sealed record BatchScoringOptions
{
    /// <summary>Plans actions; null = none.</summary>
    public ActionPlanning? Planning { get; init; }

    /// <summary>Tiers that hold until a cut-off is clearly crossed; null = none are held.</summary>
    public ITiersBefore? HeldTiers { get; init; }

    /// <summary>Only customers whose tier differs from these are written; null = everyone is.</summary>
    public ITiersBefore? ChangedSince { get; init; }

    /// <summary>Customers of one part, 1 or more; the last part may have fewer. A stopped run loses at most one part's work.</summary>
    public int CustomersPerPart { get; init; } = 16_384;

    /// <summary>Threads, 1 or more; the file does not depend on it.</summary>
    public int ThreadCount { get; init; } = 1;

    /// <summary>Parts that a base of some size is cut into.</summary>
    public int PartCount(int customers) => (customers + CustomersPerPart - 1) / CustomersPerPart;
}

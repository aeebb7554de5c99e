namespace ChurnPredict.History;

/// <summary>What <c>history.yaml</c> says of a history; every part is optional and has the default stated here.</summary>
public sealed record HistoryDescription
{
    /// <summary>Where tables stand and how their columns are called, by table name; empty = <c>NAME.parquet</c> or <c>NAME/</c> with
    /// the contract's column names.</summary>
    public IReadOnlyDictionary<string, TableDescription> Tables { get; init; } = new Dictionary<string, TableDescription>();

    /// <summary>IANA time zone of local times and of as-of dates.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>ISO 4217 code that every amount is given in or converted to; null when unknown.</summary>
    public string? Currency { get; init; }

    /// <summary>Units of <see cref="Currency"/> for one unit of the key's currency.</summary>
    public IReadOnlyDictionary<string, double> Rates { get; init; } = new Dictionary<string, double>();

    /// <summary>Share of the amount that is margin, 0 to 1, where there is no margin column; null when unknown: then there are
    /// no actions.</summary>
    public double? GrossMargin { get; init; }

    /// <summary>What winning a replacement customer costs, in <see cref="Currency"/>; null = not counted.</summary>
    public double? AcquisitionCost { get; init; }

    /// <summary>What a referral by a promoter is worth, in <see cref="Currency"/>; null = not counted.</summary>
    public double? ReferralValue { get; init; }

    /// <summary>What the shop turned over in a month, in <see cref="Currency"/>, by the month's first day; every month of the calendar at
    /// least once, or empty. Tells the season where the customers' history is younger than a year.</summary>
    public IReadOnlyDictionary<DateOnly, double> Turnover { get; init; } = new Dictionary<DateOnly, double>();

    /// <summary>Whether exact duplicate rows are dropped; by default they are kept and counted.</summary>
    public bool DropDuplicates { get; init; }

    /// <summary>Customer attributes that never change and may therefore be features without <c>valid_from</c>.</summary>
    public IReadOnlyList<string> StaticAttributes { get; init; } = [];

    /// <summary>What churn means here.</summary>
    public ChurnDefinition Churn { get; init; } = new();

    /// <summary>Thresholds of a loyalty programme, lowest rank first; empty = quintiles.</summary>
    public IReadOnlyList<LoyaltyRank> Ranks { get; init; } = [];

    /// <summary>Most contacts per customer, by channel (or <c>all</c>), within a number of days.</summary>
    public IReadOnlyList<ContactLimit> ContactLimits { get; init; } = [];

    /// <summary>Local hours in which nobody is contacted, by channel (or <c>all</c>); empty = none.</summary>
    public IReadOnlyList<QuietHours> QuietHours { get; init; } = [];
}

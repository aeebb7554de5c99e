using ChurnPredict.Parquet;

namespace ChurnPredict.Trainer.Generation;

/// <summary>What to generate.</summary>
internal sealed record GenerationOptions
{
    private static readonly DateOnly UsualStart = new(2023, 10, 1);
    private static readonly DateOnly LatestEnd = new(2026, 10, 1);

    /// <summary>Customers, 1 or more.</summary>
    public required int CustomerCount { get; init; }

    /// <summary>Length of the history in calendar months, 3 to 120.</summary>
    public int Months { get; init; } = 24;

    /// <summary>From which every random choice derives.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Whether customers hold contracts that they cancel; otherwise they leave silently, as a shop's customers do.</summary>
    public bool Contracts { get; init; }

    /// <summary>First local day of the history: an autumn's, so that the default length ends and is tested in an ordinary season; earlier
    /// where a long history would reach into days to come, which <c>inspect</c> refuses.</summary>
    public DateOnly Start => DateOnly.FromDayNumber(Math.Min(UsualStart.DayNumber, LatestEnd.AddMonths(-Months).DayNumber));

    /// <summary>Snapshots in <c>truth.parquet</c>: the day after the history and every horizon before it, 0 or more.</summary>
    public int TruthSnapshots { get; init; } = 5;

    /// <summary>Threads, 1 or more; the bytes written do not depend on it.</summary>
    public int ThreadCount { get; init; } = 1;

    /// <summary>Customers in one file of a table; a history with no more than this is one file a table.</summary>
    public int CustomersPerFile { get; init; } = 100_000;

    /// <summary>Customers in one row group.</summary>
    public int CustomersPerRowGroup { get; init; } = 10_000;

    /// <summary>How pages are compressed.</summary>
    public ParquetCompression Compression { get; init; } = ParquetCompression.Snappy;

    /// <summary>How customers behave.</summary>
    public BehaviourModel Behaviour { get; init; } = new();

    /// <summary>Days that the history spans.</summary>
    public int Days => Start.AddMonths(Months).DayNumber - Start.DayNumber;
}

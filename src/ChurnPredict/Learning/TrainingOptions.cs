using ChurnPredict.Boosting;

namespace ChurnPredict.Learning;

/// <summary>How to train. Immutable; checked when training starts.</summary>
public sealed record TrainingOptions
{
    /// <summary>Longest churn window that may be asked for, in days: five years.</summary>
    public const int MaximumHorizonDays = 1825;

    /// <summary>Customers of a snapshot beyond which a training takes a sample.</summary>
    public const int DefaultSnapshotRows = 250_000;

    private const int FewestSnapshotRows = 1_000;

    /// <summary>Fits the trees; our own gradient boosting unless said otherwise.</summary>
    public ITreeLearner Learner { get; init; } = new GradientBoostingLearner();

    /// <summary>Learners that are tried beside it; whichever does best on the earlier origins fits the model.</summary>
    public IReadOnlyList<ITreeLearner> Rivals { get; init; } = [];

    /// <summary>Length of the churn window in whole days, 1 to <see cref="MaximumHorizonDays"/>; null = as <c>history.yaml</c> says, else 90.</summary>
    public int? HorizonDays { get; init; }

    /// <summary>Trains as if this were today: nothing at or after it is looked at; null = the day after the last event.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>From which every random choice derives.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Threads, 1 or more; the result does not depend on it.</summary>
    public int ThreadCount { get; init; } = 1;

    /// <summary>Most snapshots to train on, 1 or more, besides those whose windows are not over; null = as many as pay, by the size of the base.</summary>
    public int? MaximumSnapshots { get; init; }

    /// <summary>
    /// Most customers of a snapshot that are learned from and judged on, 1,000 or more; of a larger base a sample is drawn by a hash of
    /// seed, date and customer. Null = all. Default: see <see cref="DefaultSnapshotRows"/>.
    /// </summary>
    public int? MaximumSnapshotRows { get; init; } = DefaultSnapshotRows;

    /// <summary>Time for a search over the learner's options; null = the built-in candidates only.</summary>
    public TimeSpan? SearchBudget { get; init; }

    /// <summary>
    /// Where a search keeps what it tried, so that one that was killed, or is given more time, goes on: a <c>.json</c> file, or a folder,
    /// in which the file is named after data, seed and candidates. Null = nowhere.
    /// </summary>
    public string? SearchStatePath { get; init; }

    /// <summary>Measures the search budget.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How expected value is modelled: <c>auto</c> or the name of one candidate.</summary>
    public string ValueMethod { get; init; } = "auto";

    /// <summary>Whether value is judged at every rolling origin, which takes a value model each, or at the test snapshot only.</summary>
    public bool JudgesValueAtEveryOrigin { get; init; } = true;

    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    internal void ThrowIfInvalid()
    {
        ArgumentNullException.ThrowIfNull(Learner);
        ArgumentNullException.ThrowIfNull(Rivals);
        if (HorizonDays is { } horizon)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1, nameof(HorizonDays));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(horizon, MaximumHorizonDays, nameof(HorizonDays));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(ThreadCount, 1);
        if (MaximumSnapshots is { } snapshots) ArgumentOutOfRangeException.ThrowIfLessThan(snapshots, 1, nameof(MaximumSnapshots));
        if (MaximumSnapshotRows is { } rows) ArgumentOutOfRangeException.ThrowIfLessThan(rows, FewestSnapshotRows, nameof(MaximumSnapshotRows));
        if (SearchBudget is { } budget) ArgumentOutOfRangeException.ThrowIfLessThan(budget, TimeSpan.Zero, nameof(SearchBudget));
    }
}

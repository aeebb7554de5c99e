namespace ChurnPredict.Boosting;

/// <summary>How long and how coarsely to search.</summary>
public sealed record SearchOptions
{
    /// <summary>
    /// Time after which no further trial starts, that of the trials resumed from included; at least one trial runs whatever it says.
    /// </summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Candidates that start together, ≥ 1.</summary>
    public int CandidatesPerBracket { get; init; } = 9;

    /// <summary>One in so many candidates goes on, with so many times the rounds, ≥ 2.</summary>
    public int Reduction { get; init; } = 3;

    /// <summary>Rounds of a bracket's first trials at most, ≥ 1.</summary>
    public int MinimumRounds { get; init; } = 60;

    /// <summary>Rounds of a bracket's last trials at most, at least <see cref="MinimumRounds"/>.</summary>
    public int MaximumRounds { get; init; } = 540;

    /// <exception cref="ArgumentException">An option is out of range.</exception>
    internal void ThrowIfInvalid()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Budget, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(CandidatesPerBracket, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Reduction, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(MinimumRounds, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumRounds, MinimumRounds);
    }
}

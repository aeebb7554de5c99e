namespace ChurnPredict.Boosting;

/// <summary>What a search has tried so far; enough to go on with later, given the same candidates.</summary>
/// <param name="Trials">Every trial, in order.</param>
/// <param name="Spent">Time that these trials took, from the start of each run to the end of its last trial; part of the budget of
/// a search that goes on from here. Not negative.</param>
public sealed record SearchState(IReadOnlyList<Trial> Trials, TimeSpan Spent)
{
    /// <summary>Nothing tried.</summary>
    public static SearchState Empty { get; } = new([], TimeSpan.Zero);
}

namespace ChurnPredict.Boosting;

/// <summary>What a search has tried so far; enough to go on with later, given the same candidates.</summary>
/// <param name="Trials">Every trial, in order.</param>
public sealed record SearchState(IReadOnlyList<Trial> Trials)
{
    /// <summary>Nothing tried.</summary>
    public static SearchState Empty { get; } = new([]);
}

namespace ChurnPredict.Boosting;

/// <summary>What a search found.</summary>
/// <param name="Best">The trial with the lowest loss; of equals the earliest candidate with the smallest budget.</param>
/// <param name="BestOptions">Its options, with <see cref="Trial.Rounds"/> as the rounds.</param>
/// <param name="State">Every trial, those resumed from among them.</param>
/// <param name="RanOutOfTime">Whether the budget ended the search before all candidates were through.</param>
public sealed record SearchResult(Trial Best, GradientBoostingOptions BestOptions, SearchState State, bool RanOutOfTime);

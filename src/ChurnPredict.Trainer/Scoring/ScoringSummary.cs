namespace ChurnPredict.Trainer.Scoring;

/// <summary>What a batch scoring gave.</summary>
/// <param name="ModelId">By which model.</param>
/// <param name="AsOf">As of which date.</param>
/// <param name="Customers">Customers scored.</param>
/// <param name="Written">Rows in the file: all of them, or those whose tier changed.</param>
/// <param name="ContinuedParts">Parts that a stopped run had left.</param>
/// <param name="Output">The file.</param>
/// <param name="Groups">By risk tier and, for customers without one, by status.</param>
/// <param name="Actions">What was planned; null without <c>--actions</c>.</param>
internal sealed record ScoringSummary(
    string ModelId,
    DateOnly AsOf,
    int Customers,
    int Written,
    int ContinuedParts,
    string Output,
    IReadOnlyList<ScoringGroup> Groups,
    ActionSummary? Actions);

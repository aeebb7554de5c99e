namespace ChurnPredict.Trainer.Scoring;

/// <summary>What a batch scoring gave.</summary>
/// <param name="ModelId">By which model.</param>
/// <param name="AsOf">As of which date.</param>
/// <param name="Customers">Rows written.</param>
/// <param name="Output">The file.</param>
/// <param name="Groups">By risk tier and, for customers without one, by status.</param>
/// <param name="Actions">What was planned; null without <c>--actions</c>.</param>
internal sealed record ScoringSummary(string ModelId, DateOnly AsOf, int Customers, string Output, IReadOnlyList<ScoringGroup> Groups, ActionSummary? Actions);

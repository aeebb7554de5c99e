using ChurnPredict.History;

namespace ChurnPredict.Labels;

/// <summary>One date at which a model is judged, and what it may learn from.</summary>
/// <param name="Test">The date of the test snapshot.</param>
/// <param name="Training">Dates of training snapshots, rising: the label window of each ends at or before <paramref name="Test"/>.</param>
public sealed record BacktestOrigin(AsOfDate Test, IReadOnlyList<AsOfDate> Training);

using ChurnPredict.History;

namespace ChurnPredict.Learning;

/// <summary>Snapshots that value and survival learn from, apart from those of churn.</summary>
/// <param name="Dates">Rising.</param>
/// <param name="MostRows">Most customers of each; other ones at each date.</param>
internal sealed record ValuePlan(IReadOnlyList<AsOfDate> Dates, int MostRows);

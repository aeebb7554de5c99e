using ChurnPredict.History;

namespace ChurnPredict.Learning;

/// <summary>Snapshots that value and survival learn from, apart from those of churn.</summary>
/// <param name="Dates">Rising; none = value learns from the snapshots of churn.</param>
/// <param name="SurvivalOnlyDates">Rising; dates that survival alone learns from: all that is over of a year after them counts.</param>
/// <param name="MostRows">Most customers of each; other ones at each date.</param>
internal sealed record ValuePlan(IReadOnlyList<AsOfDate> Dates, IReadOnlyList<AsOfDate> SurvivalOnlyDates, int MostRows)
{
    /// <summary>Every date, rising.</summary>
    public IReadOnlyList<AsOfDate> All => [.. SurvivalOnlyDates, .. Dates];
}

namespace ChurnPredict.Scoring;

/// <summary>A point of a survival curve.</summary>
/// <param name="Days">Days after the as-of date.</param>
/// <param name="Probability">P(no order by then) for shops, P(not cancelled by then) for contracts; never rises.</param>
public readonly record struct SurvivalPoint(int Days, double Probability);

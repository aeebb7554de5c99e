namespace ChurnPredict.Retention;

/// <summary>What share of the churn probability an action removes.</summary>
/// <param name="RelativeUplift">0 to 1.</param>
/// <param name="Source">Whether that was measured.</param>
public readonly record struct ActionUplift(double RelativeUplift, UpliftSource Source);

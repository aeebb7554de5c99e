namespace ChurnPredict.Trainer.ValueTables;

/// <summary>One model's figure minus another's on the same customers.</summary>
/// <param name="Difference">The difference.</param>
/// <param name="Low">2.5 % quantile over resampled customers.</param>
/// <param name="High">97.5 % quantile.</param>
internal readonly record struct PairedDifference(double Difference, double Low, double High);

namespace ChurnPredict.Trainer.Generation;

/// <summary>An engagement event.</summary>
/// <param name="At">Days since the start.</param>
/// <param name="KnownAt">When the row reaches the tables.</param>
/// <param name="Kind">Index into <see cref="Wording.VisitKinds"/>.</param>
/// <param name="Minutes">How long it took.</param>
internal readonly record struct Visit(double At, double KnownAt, byte Kind, float Minutes);

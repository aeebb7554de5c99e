namespace ChurnPredict.Scoring;

/// <summary>When the next order is expected.</summary>
/// <param name="Date">Median date.</param>
/// <param name="Low">Lower end of the 80 % interval.</param>
/// <param name="High">Upper end of the 80 % interval; null = none may come.</param>
public readonly record struct ExpectedNextOrder(DateOnly Date, DateOnly Low, DateOnly? High);

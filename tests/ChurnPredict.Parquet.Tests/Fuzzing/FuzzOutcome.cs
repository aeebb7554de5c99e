namespace ChurnPredict.Parquet.Tests;

/// <summary>What reading a damaged file came to.</summary>
/// <param name="Problem">Null when it ended in values or in the promised exception.</param>
/// <param name="WasRefused">Whether the file was refused.</param>
/// <param name="Seconds">Time that it took.</param>
/// <param name="AllocatedBytes">Everything allocated on the way.</param>
internal sealed record FuzzOutcome(string? Problem, bool WasRefused, double Seconds, long AllocatedBytes);

namespace ChurnPredict.Boosting;

/// <summary>One candidate tried with one budget.</summary>
/// <param name="Candidate">Its place in the list of candidates, from 0.</param>
/// <param name="RoundsBudget">Rounds it was given at most.</param>
/// <param name="Loss">The loss that was measured; lower is better. A loss that is no number counts as the worst.</param>
/// <param name="Rounds">Rounds at which that loss was reached, for the refit.</param>
public readonly record struct Trial(int Candidate, int RoundsBudget, double Loss, int Rounds);

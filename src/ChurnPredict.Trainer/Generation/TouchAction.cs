namespace ChurnPredict.Trainer.Generation;

/// <summary>What the monthly campaigns do, in the order of <see cref="TouchEffects.Actions"/>; names are those of the built-in
/// action catalogue.</summary>
/// <param name="Name">The word in the touches table.</param>
/// <param name="Channel">How it reaches the customer.</param>
/// <param name="CostYen">What the contact costs.</param>
/// <param name="IsOffer">Whether there is something to redeem.</param>
internal sealed record TouchAction(string Name, TouchChannel Channel, double CostYen, bool IsOffer);

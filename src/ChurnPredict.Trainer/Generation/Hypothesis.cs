namespace ChurnPredict.Trainer.Generation;

/// <summary>One way in which a customer's orders, and the silence since the last of them, may have come about.</summary>
/// <param name="Weight">Its probability given what the tables show.</param>
/// <param name="Exposure">Seasonal days in which the customer could have ordered, plus the prior's: the rate's gamma posterior has
/// the common shape and this rate.</param>
/// <param name="HasLeft">Whether the customer wants to leave now.</param>
internal readonly record struct Hypothesis(double Weight, double Exposure, bool HasLeft);

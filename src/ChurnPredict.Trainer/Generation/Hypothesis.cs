namespace ChurnPredict.Trainer.Generation;

/// <summary>One way in which the silence since the last order may have come about.</summary>
/// <param name="Weight">Its probability given what the tables show.</param>
/// <param name="Exposure">Seasonal days in which the customer could have ordered, plus the prior's: the rate's gamma posterior has
/// the common shape and this rate.</param>
internal readonly record struct Hypothesis(double Weight, double Exposure);

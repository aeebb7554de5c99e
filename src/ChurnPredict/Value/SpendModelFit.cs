namespace ChurnPredict.Value;

/// <summary>A spend model with how well it fits.</summary>
/// <param name="Model">The model at the maximum of its likelihood.</param>
/// <param name="LogLikelihood">Log-likelihood there.</param>
/// <param name="Customers">Customers with repeat purchases and positive spend, on whom it was fitted.</param>
public sealed record SpendModelFit(GammaGamma Model, double LogLikelihood, int Customers);

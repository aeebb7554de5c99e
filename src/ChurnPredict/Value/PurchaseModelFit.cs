namespace ChurnPredict.Value;

/// <summary>A purchase model with how well it fits.</summary>
/// <param name="Model">The model at the maximum of its likelihood.</param>
/// <param name="LogLikelihood">Log-likelihood of all customers there.</param>
/// <param name="Customers">Customers that it was fitted on.</param>
/// <param name="Iterations">Steps of the search over all customers.</param>
public sealed record PurchaseModelFit(PurchaseModel Model, double LogLikelihood, int Customers, int Iterations);

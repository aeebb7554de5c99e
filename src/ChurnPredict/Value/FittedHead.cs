using ChurnPredict.Boosting;

namespace ChurnPredict.Value;

/// <summary>One part of a value model, fitted to rows.</summary>
/// <param name="Ensemble">Its trees; null for a part that is a scale alone.</param>
/// <param name="Scale">What its predictions are multiplied by so that sums over the rows agree; 1 for most.</param>
internal sealed record FittedHead(TreeEnsemble? Ensemble, double Scale = 1);

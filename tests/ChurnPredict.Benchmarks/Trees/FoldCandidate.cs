namespace ChurnPredict.Benchmarks;

/// <summary>Options that both sides try.</summary>
internal sealed record FoldCandidate(
    double Rate, int Leaves, int LeafRows, double LeafHessian, double L2, double FeatureFraction, double RowFraction);

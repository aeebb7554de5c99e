namespace ChurnPredict.Boosting;

/// <summary>An ensemble and how learning went.</summary>
/// <param name="Ensemble">The ensemble; with early stopping cut after <paramref name="BestRound"/>.</param>
/// <param name="ValidationLosses">Mean loss on the validation rows after 1, 2, … new trees; empty without validation
/// rows.</param>
/// <param name="BestRound">New trees at which the validation loss was lowest, the first of equals; without validation rows all
/// of them.</param>
public sealed record LearnResult(TreeEnsemble Ensemble, IReadOnlyList<double> ValidationLosses, int BestRound)
{
    /// <summary>The same model as the file of the library that fitted it (ML.NET's <c>model.zip</c>); null = the ensemble is all there is.</summary>
    public byte[]? LibraryFile { get; init; }
}

namespace ChurnPredict.Value;

/// <summary>Log-likelihood of grouped customers with its gradient, as the optimiser sees it.</summary>
internal interface IGroupLikelihood
{
    /// <summary>Number of groups.</summary>
    int GroupCount { get; }

    /// <summary>Number of parameters.</summary>
    int ParameterCount { get; }

    /// <summary>Number of customers in all groups.</summary>
    int CustomerCount { get; }

    /// <summary>Takes up parameters: everything that many groups share is computed here, once.</summary>
    /// <param name="parameters">All positive.</param>
    IGroupLikelihood At(ReadOnlySpan<double> parameters);

    /// <summary>Adds the groups begin..end.</summary>
    /// <param name="begin">First group.</param>
    /// <param name="end">Behind the last group.</param>
    /// <param name="gradient">Length = parameters; derivatives by the parameters are added.</param>
    /// <returns>Their log-likelihood.</returns>
    double Sum(int begin, int end, Span<double> gradient);
}

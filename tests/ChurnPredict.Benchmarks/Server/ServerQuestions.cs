using ChurnPredict.Contracts.V1;

namespace ChurnPredict.Benchmarks;

/// <summary>What a server is asked.</summary>
/// <param name="Ids">Customers to choose from.</param>
/// <param name="Dates">As-of dates to choose from.</param>
internal sealed record ServerQuestions(string[] Ids, string[] Dates)
{
    /// <summary>Without reasons and actions.</summary>
    public bool IsPlain { get; init; }

    /// <summary>A random customer at a random date.</summary>
    public ScoreCustomerRequest Next(Random random)
    {
        var request = new ScoreCustomerRequest { CustomerId = Ids[random.Next(Ids.Length)], AsOf = Dates[random.Next(Dates.Length)] };
        if (IsPlain) (request.MaxReasons, request.MaxActions) = (0, 0);
        return request;
    }
}

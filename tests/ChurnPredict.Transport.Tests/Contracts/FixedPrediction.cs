using ChurnPredict.Contracts.V1;
using Grpc.Core;

namespace ChurnPredict.Transport.Tests;

/// <summary>Answers customer 17850 with a fixed score, and knows nobody else.</summary>
internal sealed class FixedPrediction : ChurnPrediction.ChurnPredictionBase
{
    public override Task<CustomerScore> ScoreCustomer(ScoreCustomerRequest request, ServerCallContext context)
    {
        if (request.CustomerId != "17850")
            throw new RpcException(new Status(StatusCode.NotFound, $"There is no customer '{request.CustomerId}'."));
        return Task.FromResult(new CustomerScore
        {
            CustomerId = request.CustomerId,
            Status = ScoreStatus.Scored,
            ChurnProbability = 0.25,
            Currency = "GBP",
            Reasons = { new Reason { Kind = ReasonKind.Feature, Feature = "recencyDays", Text = "372 days", Contribution = 1.5 } },
            Actions = { new RetentionAction { Id = "win-back", Title = "Win back", NetValue = 12.5 } },
        });
    }
}

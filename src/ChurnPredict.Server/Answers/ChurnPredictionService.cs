using System.Diagnostics.CodeAnalysis;
using ChurnPredict.Contracts;
using ChurnPredict.History;
using ChurnPredict.Scoring;
using ChurnPredict.Server.Serving;
using ChurnPredict.Server.Telemetry;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using V1 = ChurnPredict.Contracts.V1;

namespace ChurnPredict.Server.Answers;

/// <summary>The service of contracts.md. Status codes exist only here.</summary>
internal sealed class ChurnPredictionService(ServingState state, ServerMetrics metrics) : V1.ChurnPrediction.ChurnPredictionBase
{
    private const int MaximumIds = 10_000;

    private const int DefaultAtRisk = 100;
    private const int MaximumAtRisk = 100_000;

    public override Task<V1.CustomerScore> ScoreCustomer(V1.ScoreCustomerRequest request, ServerCallContext context)
    {
        var served = Served();
        var check = new RequestCheck(served);
        check.Add(RequestCheck.ProblemOfId(request.CustomerId));
        var asked = check.Asked(request.HasAsOf ? request.AsOf : null, request.HasLanguage ? request.Language : null,
            request.HasMaxReasons ? request.MaxReasons : null, request.HasMaxActions ? request.MaxActions : null);
        ThrowUnlessAnswered(served, request.HasModelId ? request.ModelId : null, check);
        metrics.Scored(1);
        return Task.FromResult(AnswerWriter.Answer(served, served.Store.Customer(Find(served.Store, request.CustomerId)), asked));
    }

    public override Task<V1.ScoreCustomersResponse> ScoreCustomers(V1.ScoreCustomersRequest request, ServerCallContext context)
    {
        var served = Served();
        var check = new RequestCheck(served);
        if (request.CustomerIds.Count > MaximumIds)
            check.Add(new FieldProblem("customer_ids", $"found {request.CustomerIds.Count} ids, expected at most {MaximumIds}; use StreamScores for more"));
        var asked = check.Asked(request.HasAsOf ? request.AsOf : null, request.HasLanguage ? request.Language : null,
            request.HasMaxReasons ? request.MaxReasons : null, request.HasMaxActions ? request.MaxActions : null);
        ThrowUnlessAnswered(served, request.HasModelId ? request.ModelId : null, check);
        var response = new V1.ScoreCustomersResponse();
        foreach (var id in request.CustomerIds)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            response.Results.Add(ResultOf(id, () => AnswerWriter.Answer(served, served.Store.Customer(Find(served.Store, id)), asked)));
        }

        metrics.Scored(request.CustomerIds.Count);
        return Task.FromResult(response);
    }

    public override async Task StreamScores(
        IAsyncStreamReader<V1.ScoreCustomerRequest> requestStream, IServerStreamWriter<V1.ScoreResult> responseStream, ServerCallContext context)
    {
        while (await requestStream.MoveNext(context.CancellationToken).ConfigureAwait(false))
        {
            var request = requestStream.Current;
            var result = ResultOf(request.CustomerId, () => ScoreCustomer(request, context).GetAwaiter().GetResult());
            await responseStream.WriteAsync(result, context.CancellationToken).ConfigureAwait(false);
        }
    }

    public override Task<V1.CustomerScore> ScoreHistory(V1.ScoreHistoryRequest request, ServerCallContext context)
    {
        var served = Served();
        var check = new RequestCheck(served);
        var asked = check.Asked(request.HasAsOf ? request.AsOf : null, request.HasLanguage ? request.Language : null,
            request.HasMaxReasons ? request.MaxReasons : null, request.HasMaxActions ? request.MaxActions : null, isInline: true);
        var store = InlineStore(served, request.History, check, context.CancellationToken);
        ThrowUnlessAnswered(served, request.HasModelId ? request.ModelId : null, check);
        metrics.Scored(1);
        return Task.FromResult(AnswerWriter.Answer(served, store!.Customer(Find(store, request.History.CustomerId)), asked));
    }

    public override async Task ListAtRisk(V1.ListAtRiskRequest request, IServerStreamWriter<V1.CustomerScore> responseStream, ServerCallContext context)
    {
        var limit = request.HasLimit ? request.Limit : DefaultAtRisk;
        var served = Served();
        var check = new RequestCheck(served);
        if (limit is < 1 or > MaximumAtRisk) check.Add(new FieldProblem("limit", $"found {limit}, expected 1 to {MaximumAtRisk}"));
        var asked = check.Asked(request.HasAsOf ? request.AsOf : null, request.HasLanguage ? request.Language : null,
            request.HasMaxReasons ? request.MaxReasons : null, request.HasMaxActions ? request.MaxActions : null);
        var filter = AtRiskFilter.Of(request);
        check.AddRange(filter.Problems(served));
        ThrowUnlessAnswered(served, request.HasModelId ? request.ModelId : null, check);
        foreach (var customer in AtRisk.Rank(served, asked.AsOf, filter, (int)limit, context.CancellationToken))
        {
            await responseStream.WriteAsync(AnswerWriter.Answer(served, served.Store.Customer(customer), asked), context.CancellationToken).ConfigureAwait(false);
            metrics.Scored(1);
        }
    }

    public override Task<V1.ModelInfo> GetModel(V1.GetModelRequest request, ServerCallContext context)
    {
        var served = Served();
        ThrowUnlessAnswered(served, request.HasModelId ? request.ModelId : null, new RequestCheck(served));
        return Task.FromResult(ModelMessages.Describe(served));
    }

    private ServedModel Served()
    {
        if (state.Current is not { } served)
        {
            ThrowStatus(StatusCode.FailedPrecondition, $"no model is served: {state.WhyNone}");
            throw new System.Diagnostics.UnreachableException();
        }

        return served;
    }

    /// <summary>Refuses a request for what is wrong with its fields; one that asks for another model well, for that.</summary>
    /// <param name="served">The model that would answer.</param>
    /// <param name="modelId">The model that is asked for; null = whichever is served.</param>
    /// <param name="check">What is wrong with the other fields.</param>
    private static void ThrowUnlessAnswered(ServedModel served, string? modelId, RequestCheck check)
    {
        check.Add(RequestCheck.ProblemOfModelId(modelId));
        if (check.Problems.Count > 0) ThrowInvalid(check.Problems);
        if (modelId is not null && modelId != served.ModelId)
            ThrowStatus(StatusCode.NotFound, $"this server serves model {served.ModelId}; leave model_id out, or promote the model that you want");
    }

    /// <summary>The history of the customer that a request describes; null where something is wrong with it.</summary>
    private static EventStore? InlineStore(ServedModel served, V1.CustomerHistory? history, RequestCheck check, CancellationToken cancellationToken)
    {
        if (history is null)
        {
            check.Add(new FieldProblem("history", "found none, expected the customer's events"));
            return null;
        }

        var (store, problems) = new InlineHistory(served.Store).Read(history, cancellationToken);
        check.AddRange(problems);
        return store;
    }

    private static int Find(EventStore store, string id)
    {
        if (RequestCheck.ProblemOfId(id) is { } problem) ThrowInvalid([problem]);
        if (!store.Ids.TryFind(id, out var customer))
            ThrowStatus(StatusCode.NotFound, "the history has no customer of that id; ids are canonical: 17850, not 17850.0");
        return customer;
    }

    /// <summary>One bad id never fails the call: its own status takes the score's place.</summary>
    private static V1.ScoreResult ResultOf(string id, Func<V1.CustomerScore> score)
    {
        try
        {
            return new V1.ScoreResult { CustomerId = id, Score = score() };
        }
        catch (RpcException exception)
        {
            return new V1.ScoreResult { CustomerId = id, Status = exception.GetRpcStatus() ?? new Google.Rpc.Status { Code = (int)exception.StatusCode, Message = exception.Status.Detail } };
        }
    }

    [DoesNotReturn]
    private static void ThrowStatus(StatusCode code, string message) => throw new RpcException(new Grpc.Core.Status(code, message));

    [DoesNotReturn]
    private static void ThrowInvalid(IReadOnlyList<FieldProblem> problems)
    {
        var details = new BadRequest();
        details.FieldViolations.AddRange(problems.Select(problem => new BadRequest.Types.FieldViolation { Field = problem.Field, Description = problem.Problem }));
        // Who reads no details should not have to find the problems one call at a time.
        var others = problems.Count > 1 ? $"; and {problems.Count - 1} more, see the field violations" : "";
        throw new Google.Rpc.Status
        {
            Code = (int)StatusCode.InvalidArgument,
            Message = $"{problems[0].Field}: {problems[0].Problem}{others}",
            Details = { Any.Pack(details) },
        }.ToRpcException();
    }
}

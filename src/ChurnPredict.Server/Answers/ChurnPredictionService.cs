using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ChurnPredict.Contracts;
using ChurnPredict.History;
using ChurnPredict.Scoring;
using ChurnPredict.Server.Serving;
using ChurnPredict.Server.Telemetry;
using ChurnPredict.Texts;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using V1 = ChurnPredict.Contracts.V1;

namespace ChurnPredict.Server.Answers;

/// <summary>The service of contracts.md. Status codes exist only here.</summary>
internal sealed class ChurnPredictionService(ServingState state, ServerMetrics metrics) : V1.ChurnPrediction.ChurnPredictionBase
{
    private const int FirstYear = 1900;
    private const int LastYear = 2099;
    private const int MaximumIds = 10_000;

    /// <summary>Problems that one answer names: they travel as a header, of which some clients take no more than 8 KiB.</summary>
    private const int MaximumProblems = 20;

    private const int MaximumIdLength = 256;
    private const int DefaultAtRisk = 100;
    private const int MaximumAtRisk = 100_000;

    public override Task<V1.CustomerScore> ScoreCustomer(V1.ScoreCustomerRequest request, ServerCallContext context)
    {
        var served = Served(request.HasModelId ? request.ModelId : null);
        var asked = Check(served, request.HasAsOf ? request.AsOf : null, request.HasLanguage ? request.Language : null,
            request.HasMaxReasons ? request.MaxReasons : null, request.HasMaxActions ? request.MaxActions : null);
        metrics.Scored(1);
        return Task.FromResult(AnswerWriter.Answer(served, served.Store.Customer(Find(served.Store, request.CustomerId)), asked));
    }

    public override Task<V1.ScoreCustomersResponse> ScoreCustomers(V1.ScoreCustomersRequest request, ServerCallContext context)
    {
        if (request.CustomerIds.Count > MaximumIds)
            ThrowInvalid(new FieldProblem("customer_ids", $"found {request.CustomerIds.Count} ids, expected at most {MaximumIds}; use StreamScores for more"));
        var served = Served(request.HasModelId ? request.ModelId : null);
        var asked = Check(served, request.HasAsOf ? request.AsOf : null, request.HasLanguage ? request.Language : null,
            request.HasMaxReasons ? request.MaxReasons : null, request.HasMaxActions ? request.MaxActions : null);
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
        var served = Served(request.HasModelId ? request.ModelId : null);
        var asked = Check(served, request.HasAsOf ? request.AsOf : null, request.HasLanguage ? request.Language : null,
            request.HasMaxReasons ? request.MaxReasons : null, request.HasMaxActions ? request.MaxActions : null, isInline: true);
        if (request.History is null) ThrowInvalid(new FieldProblem("history", "found none, expected the customer's events"));
        var (store, problems) = new InlineHistory(served.Store).Read(request.History);
        if (store is null) ThrowInvalid([.. problems]);
        metrics.Scored(1);
        if (store.CustomerCount == 0) ThrowInvalid(new FieldProblem("history", "found no event and no profile, expected at least one"));
        return Task.FromResult(AnswerWriter.Answer(served, store.Customer(Find(store, request.History.CustomerId)), asked));
    }

    public override async Task ListAtRisk(V1.ListAtRiskRequest request, IServerStreamWriter<V1.CustomerScore> responseStream, ServerCallContext context)
    {
        var limit = request.HasLimit ? request.Limit : DefaultAtRisk;
        if (limit is < 1 or > MaximumAtRisk) ThrowInvalid(new FieldProblem("limit", $"found {limit}, expected 1 to {MaximumAtRisk}"));
        var served = Served(request.HasModelId ? request.ModelId : null);
        var asked = Check(served, request.HasAsOf ? request.AsOf : null, request.HasLanguage ? request.Language : null,
            request.HasMaxReasons ? request.MaxReasons : null, request.HasMaxActions ? request.MaxActions : null);
        var filter = AtRiskFilter.Of(request);
        if (filter.Problems(served).ToArray() is [_, ..] problems) ThrowInvalid(problems);
        foreach (var customer in AtRisk.Rank(served, asked.AsOf, filter, (int)limit, context.CancellationToken))
        {
            await responseStream.WriteAsync(AnswerWriter.Answer(served, served.Store.Customer(customer), asked), context.CancellationToken).ConfigureAwait(false);
            metrics.Scored(1);
        }
    }

    public override Task<V1.ModelInfo> GetModel(V1.GetModelRequest request, ServerCallContext context) =>
        Task.FromResult(ModelMessages.Describe(Served(request.HasModelId ? request.ModelId : null)));

    private ServedModel Served(string? modelId)
    {
        if (state.Current is not { } served)
        {
            ThrowStatus(StatusCode.FailedPrecondition, $"no model is served: {state.WhyNone}");
            throw new System.Diagnostics.UnreachableException();
        }

        if (modelId is not null && modelId != served.ModelId)
            ThrowStatus(StatusCode.NotFound, $"this server serves model {served.ModelId}; leave model_id out, or promote the model that you want");
        return served;
    }

    private static AnswerRequest Check(ServedModel served, string? asOf, string? language, uint? maximumReasons, uint? maximumActions, bool isInline = false) =>
        new(AsOfOf(served, asOf, isInline), KnownLanguage(language), (int?)Bounded(maximumReasons), (int?)Bounded(maximumActions));

    private static string? KnownLanguage(string? language)
    {
        if (language is not null && !LanguageTexts.Languages.Contains(language.Split('-', '_')[0].ToLowerInvariant()))
            ThrowInvalid(new FieldProblem("language", $"found '{FieldProblem.Shown(language)}', expected one of {string.Join(", ", LanguageTexts.Languages)}"));
        return language;
    }

    private static uint? Bounded(uint? count) => count is { } known ? Math.Min(known, 10_000) : null;

    private static AsOfDate AsOfOf(ServedModel served, string? text, bool isInline)
    {
        var latest = served.DefaultAsOf;
        if (text is null) return latest;
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            ThrowInvalid(new FieldProblem("as_of", $"found '{FieldProblem.Shown(text)}', expected a date such as 2026-01-31"));
        var axis = served.Store.TimeAxis;
        var first = axis.LocalDate(served.Store.FirstEventAt);
        if (!isInline && (date <= first || date > latest.Date))
            ThrowInvalid(new FieldProblem("as_of", $"found {AnswerWriter.Iso(date)}, expected a date after the history's first event, {AnswerWriter.Iso(first)}, and at most {AnswerWriter.Iso(latest.Date)}"));
        if (date.Year is < FirstYear or > LastYear) ThrowInvalid(new FieldProblem("as_of", $"found {AnswerWriter.Iso(date)}, expected a date from {FirstYear} to {LastYear}"));
        return axis.AsOf(date);
    }

    private static int Find(EventStore store, string id)
    {
        if (id.Length == 0) ThrowInvalid(new FieldProblem("customer_id", "found none, expected an id"));
        if (id.Length > MaximumIdLength) ThrowInvalid(new FieldProblem("customer_id", $"found {id.Length} characters, expected at most {MaximumIdLength}"));
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
    private static void ThrowInvalid(params FieldProblem[] problems)
    {
        var details = new BadRequest();
        details.FieldViolations.AddRange(problems.Take(MaximumProblems).Select(problem => new BadRequest.Types.FieldViolation { Field = problem.Field, Description = problem.Problem }));
        throw new Google.Rpc.Status
        {
            Code = (int)StatusCode.InvalidArgument,
            Message = $"{problems[0].Field}: {problems[0].Problem}",
            Details = { Any.Pack(details) },
        }.ToRpcException();
    }
}

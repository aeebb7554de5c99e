using ChurnPredict.Contracts.V1;
using Google.Rpc;
using Grpc.Core;

namespace ChurnPredict.Server.Tests.Answers;

[Collection(ServedHistoryGroup.Name)]
public sealed class RequestTests(ServedHistory served)
{
    private ChurnPrediction.ChurnPredictionClient Client => served.Server.Client;

    private string KnownId => served.Store.Ids[0];

    [Fact]
    public async Task ScoreCustomer_OfAnUnknownId_IsNotFound()
    {
        await Refusal.OfAsync(StatusCode.NotFound, async () => await Client.ScoreCustomerAsync(new ScoreCustomerRequest { CustomerId = "nobody" }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(257)]
    [InlineData(100_000)]
    public async Task ScoreCustomer_OfAnIdWithoutOrWithTooManyCharacters_NamesTheField(int length)
    {
        var request = new ScoreCustomerRequest { CustomerId = new string('7', length) };

        Assert.Equal(["customer_id"], await Refusal.FieldsOfAsync(async () => await Client.ScoreCustomerAsync(request)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2026-02-30")]
    [InlineData("2024-05-01T00:00:00Z")]
    [InlineData("1900-01-01")]
    [InlineData("2999-01-01")]
    public async Task ScoreCustomer_AsOfADateThatSuitsNoCustomer_NamesTheField(string asOf)
    {
        var request = new ScoreCustomerRequest { CustomerId = KnownId, AsOf = asOf };

        Assert.Equal(["as_of"], await Refusal.FieldsOfAsync(async () => await Client.ScoreCustomerAsync(request)));
    }

    [Fact]
    public async Task ScoreCustomer_InALanguageWithoutTexts_NamesTheField()
    {
        var request = new ScoreCustomerRequest { CustomerId = KnownId, Language = "tlh" };

        Assert.Equal(["language"], await Refusal.FieldsOfAsync(async () => await Client.ScoreCustomerAsync(request)));
    }

    [Fact]
    public async Task ScoreCustomer_ByAModelThatIsNotServed_IsNotFound()
    {
        var request = new ScoreCustomerRequest { CustomerId = KnownId, ModelId = "20200101T000000-00000000" };

        await Refusal.OfAsync(StatusCode.NotFound, async () => await Client.ScoreCustomerAsync(request));
    }

    [Fact]
    public async Task ScoreCustomers_OfMoreThanTenThousandIds_NamesTheField()
    {
        var request = new ScoreCustomersRequest { CustomerIds = { Enumerable.Repeat(KnownId, 10_001) } };

        Assert.Equal(["customer_ids"], await Refusal.FieldsOfAsync(async () => await Client.ScoreCustomersAsync(request)));
    }

    [Fact]
    public async Task AnyCall_OfManyMistakes_NamesAllOfThemAtOnce()
    {
        var one = new ScoreCustomerRequest { AsOf = "2999-01-01", Language = "tlh" };
        var many = new ScoreCustomersRequest { CustomerIds = { Enumerable.Repeat(KnownId, 10_001) }, AsOf = "soon", Language = "" };
        var inline = new ScoreHistoryRequest { AsOf = "2999-01-01", Language = "tlh", History = new CustomerHistory() };

        Assert.Equal(["customer_id", "as_of", "language"], await Refusal.FieldsOfAsync(async () => await Client.ScoreCustomerAsync(one)));
        Assert.Equal(["customer_ids", "as_of", "language"], await Refusal.FieldsOfAsync(async () => await Client.ScoreCustomersAsync(many)));
        Assert.Equal(
            ["as_of", "language", "history.customer_id", "history"], await Refusal.FieldsOfAsync(async () => await Client.ScoreHistoryAsync(inline)));
        Assert.Equal(
            ["as_of", "history"], await Refusal.FieldsOfAsync(async () => await Client.ScoreHistoryAsync(new ScoreHistoryRequest { AsOf = "soon" })));
    }

    [Theory]
    [InlineData("")]
    [InlineData("20200101T000000-00000000")]
    public async Task AnyCall_ByAModelThatIsNotServedAndWithMistakes_NamesTheMistakes(string modelId)
    {
        string[] Fields(params string[] others) => modelId.Length == 0 ? [.. others, "model_id"] : others;
        var one = new ScoreCustomerRequest { ModelId = modelId, Language = "tlh" };
        var many = new ScoreCustomersRequest { ModelId = modelId, AsOf = "soon" };
        var inline = new ScoreHistoryRequest { ModelId = modelId, AsOf = "soon" };
        var listed = Client.ListAtRisk(new ListAtRiskRequest { ModelId = modelId, Limit = 0, Segments = { "nobody" } });

        Assert.Equal(Fields("customer_id", "language"), await Refusal.FieldsOfAsync(async () => await Client.ScoreCustomerAsync(one)));
        Assert.Equal(Fields("as_of"), await Refusal.FieldsOfAsync(async () => await Client.ScoreCustomersAsync(many)));
        Assert.Equal(Fields("as_of", "history"), await Refusal.FieldsOfAsync(async () => await Client.ScoreHistoryAsync(inline)));
        Assert.Equal(Fields("limit", "segments"), await Refusal.FieldsOfAsync(async () => await listed.ResponseStream.MoveNext(CancellationToken.None)));
    }

    [Fact]
    public async Task AnyCall_ByAModelThatIsNotServed_IsNotFound()
    {
        const string ModelId = "20200101T000000-00000000";
        var listed = Client.ListAtRisk(new ListAtRiskRequest { ModelId = ModelId });
        var history = new InlineMessages(served.Store, 1).Whole();

        await Refusal.OfAsync(StatusCode.NotFound, async () => await Client.GetModelAsync(new GetModelRequest { ModelId = ModelId }));
        await Refusal.OfAsync(StatusCode.NotFound, async () => await Client.ScoreCustomersAsync(new ScoreCustomersRequest { ModelId = ModelId }));
        await Refusal.OfAsync(StatusCode.NotFound, async () => await Client.ScoreHistoryAsync(new ScoreHistoryRequest { ModelId = ModelId, History = history }));
        await Refusal.OfAsync(StatusCode.NotFound, async () => await listed.ResponseStream.MoveNext(CancellationToken.None));
    }

    [Fact]
    public async Task GetModel_OfAnEmptyModelId_NamesTheField() =>
        Assert.Equal(["model_id"], await Refusal.FieldsOfAsync(async () => await Client.GetModelAsync(new GetModelRequest { ModelId = "" })));

    [Fact]
    public async Task StreamScores_OfManyMistakes_NamesAllOfThemInTheStatus()
    {
        using var call = Client.StreamScores();
        await call.RequestStream.WriteAsync(new ScoreCustomerRequest { AsOf = "soon", Language = "tlh" });
        await call.RequestStream.CompleteAsync();
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));

        var status = call.ResponseStream.Current.Status;

        Assert.Equal((int)StatusCode.InvalidArgument, status.Code);
        Assert.Equal(["customer_id", "as_of", "language"], status.Details.Single().Unpack<BadRequest>().FieldViolations.Select(violation => violation.Field));
    }

    [Fact]
    public async Task ScoreCustomers_OfGoodAndBadIds_AnswersEachInOrder()
    {
        var request = new ScoreCustomersRequest { CustomerIds = { KnownId, "nobody", "", KnownId } };

        var response = await Client.ScoreCustomersAsync(request);

        Assert.Equal([KnownId, "nobody", "", KnownId], response.Results.Select(result => result.CustomerId));
        Assert.Equal([0, (int)StatusCode.NotFound, (int)StatusCode.InvalidArgument, 0], response.Results.Select(result => result.Status?.Code ?? 0));
        Assert.Equal(response.Results[0].Score, response.Results[3].Score);
        Assert.Equal(KnownId, response.Results[0].Score.CustomerId);
    }

    [Fact]
    public async Task StreamScores_OfManyIds_AnswersInTheirOrder()
    {
        string[] ids = [.. Enumerable.Range(0, 200).Select(index => index % 7 == 3 ? $"nobody {index}" : served.Store.Ids[index])];
        using var call = Client.StreamScores();
        foreach (var id in ids) await call.RequestStream.WriteAsync(new ScoreCustomerRequest { CustomerId = id, MaxReasons = 0, MaxActions = 0 });
        await call.RequestStream.CompleteAsync();

        var results = new List<ScoreResult>();
        while (await call.ResponseStream.MoveNext(CancellationToken.None)) results.Add(call.ResponseStream.Current);

        Assert.Equal(ids, results.Select(result => result.CustomerId));
        Assert.All(results, (result, index) => Assert.Equal(index % 7 == 3 ? (int)StatusCode.NotFound : 0, result.Status?.Code ?? 0));
    }

    [Fact]
    public async Task AnyCall_OfTenMegabytes_IsRefusedAndTheNextIsAnswered()
    {
        var request = new ScoreCustomersRequest { CustomerIds = { Enumerable.Repeat(new string('7', 1_000), 10_000) } };

        await Refusal.OfAsync(StatusCode.ResourceExhausted, async () => await Client.ScoreCustomersAsync(request));

        Assert.Equal(KnownId, (await Client.ScoreCustomerAsync(new ScoreCustomerRequest { CustomerId = KnownId })).CustomerId);
    }

    [Fact]
    public async Task GetModel_OfTheChampion_TellsWhatWasTrained()
    {
        var info = await Client.GetModelAsync(new GetModelRequest());

        Assert.Equal(served.ModelId, info.ModelId);
        Assert.Equal((ulong)served.Store.CustomerCount, info.Customers);
        Assert.Equal("JPY", info.Currency);
        Assert.Equal(served.Scorer.Schema.Features.Select(feature => feature.Name), info.Features);
        Assert.Equal(served.Model.Manifest.Evaluation.Churn.Auc, info.ChurnMetrics.Single(metric => metric.Name == "auc").Value);
        Assert.Equal(["en", "ja"], info.Languages);
    }
}

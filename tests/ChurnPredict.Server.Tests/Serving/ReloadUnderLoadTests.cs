using ChurnPredict.Contracts.V1;
using ChurnPredict.Learning;
using ChurnPredict.ModelStore;
using ChurnPredict.Server.Answers;
using ChurnPredict.Server.Serving;
using CustomerScorer = ChurnPredict.Scoring.CustomerScorer;

namespace ChurnPredict.Server.Tests.Serving;

[Collection(ServedHistoryGroup.Name)]
public sealed class ReloadUnderLoadTests(ServedHistory served)
{
    private const int Promotions = 200;
    private const int Clients = 16;
    private const int AskedCustomers = 12;

    private static readonly DateTimeOffset FirstWritten = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Promotions_WhileClientsCall_FailNoCallAndMixNoModels()
    {
        using var folder = new TestFolder();
        var library = new ModelLibrary(folder.Path);
        var shifted = served.Model with { Final = served.Model.Final with { Calibration = served.Model.Final.Calibration.Shifted(0.7) } };
        ServedModel[] models = [Write(library, served.Model, 0), Write(library, shifted, 1)];
        library.Promote(models[0].ModelId, "first", FirstWritten);
        await using var server = await RunningServer.StartAsync(served.Settings with { Models = folder.Path });
        await server.WaitForModelAsync(models[0].ModelId);
        using var stop = new CancellationTokenSource();
        var expected = models.ToDictionary(model => model.ModelId, AnswersOf);
        var clients = Enumerable.Range(0, Clients).Select(client => CallUntilAsync(server, expected, client, stop.Token)).ToArray();

        for (var promotion = 1; promotion <= Promotions; promotion++)
        {
            library.Promote(models[promotion % 2].ModelId, "next", FirstWritten);
            await server.WaitForModelAsync(models[promotion % 2].ModelId);
        }

        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(clients), seen => Assert.Equal(models.Select(model => model.ModelId).Order(), seen.Order()));
    }

    private ServedModel Write(ModelLibrary library, TrainedModel model, int second)
    {
        var id = ModelFolder.Write(library, model, FirstWritten.AddSeconds(second));
        return new ServedModel(
            id, model, served.Store, new CustomerScorer(model, id, served.Store.Description), served.Planner, new DefaultDate(served.Store, null), FirstWritten);
    }

    private CustomerScore[] AnswersOf(ServedModel model) =>
    [
        .. Enumerable.Range(0, AskedCustomers).Select(customer =>
            AnswerWriter.Answer(model, served.Store.Customer(customer), new AnswerRequest(model.DefaultAsOf, "en", null, null))),
    ];

    /// <summary>Every answer is, to the byte, what the model that it names says; returns the models that answered.</summary>
    private async Task<HashSet<string>> CallUntilAsync(RunningServer server, Dictionary<string, CustomerScore[]> expected, int client, CancellationToken stop)
    {
        var models = new HashSet<string>(StringComparer.Ordinal);
        for (var call = client; !stop.IsCancellationRequested; call++)
        {
            var customer = call % AskedCustomers;
            var request = new ScoreCustomerRequest { CustomerId = served.Store.Ids[customer], Language = "en" };
            var answer = await server.Client.ScoreCustomerAsync(request, cancellationToken: CancellationToken.None);
            Assert.Equal(expected[answer.ModelId][customer], answer);
            models.Add(answer.ModelId);
            // Leaves the processor to the reloads now and then: what is tested is that they meet calls, not how many.
            await Task.Delay(10, CancellationToken.None);
        }

        return models;
    }
}

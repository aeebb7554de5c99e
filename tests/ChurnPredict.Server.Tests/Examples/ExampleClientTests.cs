using ChurnPredict.Contracts.V1;

namespace ChurnPredict.Server.Tests.Examples;

[Collection(ServedHistoryGroup.Name)]
public sealed class ExampleClientTests(ServedHistory served)
{
    [ExampleFact]
    public async Task Node_OfAKnownAndAnUnknownCustomer_PrintsTheScoreAndTheError()
    {
        await AssertPrintsAsync(ExampleClients.RunNodeAsync);
    }

    [ExampleFact]
    public async Task Python_OfAKnownAndAnUnknownCustomer_PrintsTheScoreAndTheError()
    {
        await AssertPrintsAsync(ExampleClients.RunPythonAsync);
    }

    private async Task AssertPrintsAsync(Func<string, string, Task<string>> run)
    {
        var address = served.Server.Address.Authority;
        var id = served.Store.Ids[0];
        var expected = await served.Server.Client.ScoreCustomerAsync(new ScoreCustomerRequest { CustomerId = id, Language = "en" });

        var known = await run(address, id);
        var unknown = await run(address, "nobody");

        Assert.StartsWith(id, known, StringComparison.Ordinal);
        Assert.All(expected.Reasons, reason => Assert.Contains(reason.Text, known, StringComparison.Ordinal));
        Assert.All(expected.Actions, action => Assert.Contains(action.Title, known, StringComparison.Ordinal));
        Assert.StartsWith("NOT_FOUND", unknown, StringComparison.Ordinal);
    }
}

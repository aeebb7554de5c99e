using ChurnPredict.Contracts.V1;
using ChurnPredict.Server.Serving;

namespace ChurnPredict.Server.Tests.Serving;

[Collection(ServedHistoryGroup.Name)]
public sealed class CatalogueTests(ServedHistory served)
{
    private const string Good = """
        actions:
          - id: letter
            title: { en: A letter, ja: お手紙 }
            message: { en: We miss you., ja: お待ちしております。 }
            channel: app
            contact_cost: 0.01
            relative_uplift: { value: 0.2, source: prior }
            eligible: recency_days >= 0
        """;

    [Theory]
    [InlineData("recency_days", "recency_dayz", "'recency_days' meant")]
    [InlineData("contact_cost: 0.01", "contact_cost: -1", "found '-1'")]
    [InlineData("{ en: We miss you., ja: お待ちしております。 }", "{ en: '' }", "found no English text")]
    public void Build_WithAWrongCatalogue_RefusesToStart(string good, string wrong, string message)
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder.File("mine.yaml"), Good.Replace(good, wrong, StringComparison.Ordinal));

        var exception = Assert.Throws<InvalidCustomerDataException>(() => ServerHost.Build(served.Settings with { Catalogue = folder.File("mine.yaml") }));

        Assert.Contains("mine.yaml, line ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Actions_OfACatalogueOfOnesOwn_AreThoseThatAreOffered()
    {
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(folder.File("mine.yaml"), Good);
        await using var server = await RunningServer.StartAsync(served.Settings with { Catalogue = folder.File("mine.yaml") });
        await server.WaitForModelAsync(served.ModelId);
        using var call = server.Client.ListAtRisk(new ListAtRiskRequest { Limit = 50 });

        var offered = new HashSet<string>(StringComparer.Ordinal);
        while (await call.ResponseStream.MoveNext(CancellationToken.None)) offered.UnionWith(call.ResponseStream.Current.Actions.Select(action => action.Id));

        Assert.Equal(["letter"], offered);
    }
}

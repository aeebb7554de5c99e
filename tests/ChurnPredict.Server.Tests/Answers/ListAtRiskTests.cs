using ChurnPredict.Contracts.V1;
using ChurnPredict.Texts;
using Grpc.Core;

namespace ChurnPredict.Server.Tests.Answers;

[Collection(ServedHistoryGroup.Name)]
public sealed class ListAtRiskTests(ServedHistory served)
{
    [Fact]
    public async Task ListAtRisk_WithALimit_GivesTheHighestValuesAtRiskInOrder()
    {
        var everyone = await ListAsync(new ListAtRiskRequest { Limit = 100_000 });

        var first = await ListAsync(new ListAtRiskRequest { Limit = 7 });

        var expected = Enumerable.Range(0, served.Store.CustomerCount)
            .Select(customer => served.Scorer.Score(served.Store.Customer(customer), served.DefaultAsOf))
            .Where(score => score.ChurnProbability is not null)
            .OrderByDescending(score => score.ValueAtRisk ?? score.ChurnProbability)
            .Select(score => score.CustomerId);
        Assert.Equal(expected, everyone.Select(score => score.CustomerId));
        Assert.Equal(everyone.Take(7), first);
    }

    [Fact]
    public async Task ListAtRisk_FilteredByTierSegmentOrCountry_GivesThoseAlone()
    {
        var everyone = await ListAsync(new ListAtRiskRequest { Limit = 100_000 });
        var tier = everyone[0].RiskTier;
        var segment = everyone[0].Segments.Rfm.Id;

        var ofTier = await ListAsync(new ListAtRiskRequest { Limit = 100_000, RiskTiers = { tier } });
        var ofSegment = await ListAsync(new ListAtRiskRequest { Limit = 100_000, Segments = { segment } });
        var ofBoth = await ListAsync(new ListAtRiskRequest { Limit = 100_000, RiskTiers = { tier }, Segments = { segment } });

        Assert.Equal(everyone.Where(score => score.RiskTier == tier), ofTier);
        Assert.Equal(everyone.Where(score => score.Segments.Rfm?.Id == segment), ofSegment);
        Assert.Equal(ofTier.Where(score => score.Segments.Rfm?.Id == segment), ofBoth);
        Assert.Empty(await ListAsync(new ListAtRiskRequest { Countries = { "Atlantis" } }));
    }

    [Fact]
    public async Task ListAtRisk_OfEachCountry_SplitsTheWhole()
    {
        var everyone = await ListAsync(new ListAtRiskRequest { Limit = 100_000, MaxReasons = 0, MaxActions = 0 });
        var counts = 0;

        foreach (var country in served.Store.Vocabularies.Countries.Words)
            counts += (await ListAsync(new ListAtRiskRequest { Limit = 100_000, MaxReasons = 0, MaxActions = 0, Countries = { country } })).Count;

        Assert.True(served.Store.Vocabularies.Countries.Count > 1);
        Assert.Equal(everyone.Count, counts);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(100_001u)]
    public async Task ListAtRisk_BeyondTheLimits_NamesTheField(uint limit)
    {
        Assert.Equal(["limit"], await Refusal.FieldsOfAsync(() => ListAsync(new ListAtRiskRequest { Limit = limit })));
    }

    [Fact]
    public async Task ListAtRisk_UnknownTierOrSegment_IsRefusedInsteadOfEmpty()
    {
        Assert.Equal(["risk_tiers"], await Refusal.FieldsOfAsync(() => ListAsync(new ListAtRiskRequest { RiskTiers = { RiskTier.High, RiskTier.Unspecified } })));
        Assert.Equal(["risk_tiers", "segments"], await Refusal.FieldsOfAsync(() => ListAsync(new ListAtRiskRequest { RiskTiers = { (RiskTier)17 }, Segments = { "champions", "champion" } })));

        string[] programme = [.. served.Store.Description.Ranks.Select(rank => rank.Name)];
        Assert.NotEmpty(programme);
        Assert.Equal(["segments"], await Refusal.FieldsOfAsync(() => ListAsync(new ListAtRiskRequest { Segments = { "rank_3" } })));
        foreach (var segment in LanguageTexts.For("ja").SegmentKeys.Where(key => !key.StartsWith("rank_", StringComparison.Ordinal)).Concat(programme))
            await ListAsync(new ListAtRiskRequest { Limit = 1, Segments = { segment } });
    }

    [Fact]
    public async Task ListAtRisk_OfManyMistakes_NamesAllOfThemAtOnce()
    {
        var request = new ListAtRiskRequest
        {
            Limit = 0,
            AsOf = "soon",
            Language = "tlh",
            RiskTiers = { (RiskTier)18, (RiskTier)17, RiskTier.High, (RiskTier)17 },
            Segments = { "golden", "champions", "champion" },
        };

        var exception = await Refusal.OfAsync(StatusCode.InvalidArgument, () => ListAsync(request));

        Assert.Equal(
            ["limit", "as_of", "language", "risk_tiers", "risk_tiers", "segments", "segments"],
            await Refusal.FieldsOfAsync(() => ListAsync(request)));
        Assert.StartsWith("limit: found 0", exception.Status.Detail, StringComparison.Ordinal);
        Assert.Contains("6 more", exception.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListAtRisk_OfMoreMistakesThanFitIntoAHeader_NamesTwenty()
    {
        var request = new ListAtRiskRequest { Limit = 0, Segments = { Enumerable.Range(0, 1_000).Select(index => $"\u6f22{index}") } };

        string[] expected = ["limit", .. Enumerable.Repeat("segments", 19)];
        Assert.Equal(expected, await Refusal.FieldsOfAsync(() => ListAsync(request)));
    }

    private async Task<List<CustomerScore>> ListAsync(ListAtRiskRequest request)
    {
        using var call = served.Server.Client.ListAtRisk(request);
        var scores = new List<CustomerScore>();
        while (await call.ResponseStream.MoveNext(CancellationToken.None)) scores.Add(call.ResponseStream.Current);
        return scores;
    }
}

using ChurnPredict.Features;
using ChurnPredict.History;
using ChurnPredict.Scoring;
using ChurnPredict.Tests.Features;
using static ChurnPredict.Tests.Features.FeatureProbe;

namespace ChurnPredict.Tests.Scoring;

public sealed class SegmentCalculatorTests
{
    [Fact]
    public void Compute_FrequentRecentBigSpender_IsAChampion()
    {
        var history = Base();
        for (var week = 1; week < 50; week++) history.Add(Order(week * 7, 500));
        var segments = Segments(history);
        Assert.Equal((5, 5, 5), (segments.RfmRecency, segments.RfmFrequency, segments.RfmMonetary));
        Assert.Equal(("champions", "rank_5", "regular"), (segments.RfmSegment, segments.LoyaltyRank, segments.JourneyStage));
        Assert.Equal("loyal_sticky", segments.Stickiness);
    }

    [Theory]
    [InlineData(3, 1, "new", 1, 1)]
    [InlineData(180, 2, "hibernating", 1, 1)]
    [InlineData(3, 30, "champions", 5, 5)]
    [InlineData(560, 30, "hibernating", 1, 1)]
    public void Compute_BaseOfWhomMostLeftLongAgo_ComparesWithThoseWhoOrderedInTheYear(double daysBefore, int orders, string segment, int frequency, int monetary)
    {
        var history = Since(600);
        for (var gone = 0; gone < 400; gone++) history.Add(Order(500 + (gone % 50), 50, $"gone-{gone}"));
        for (var active = 0; active < 40; active++)
        {
            for (var order = 0; order <= active / 4; order++) history.Add(Order(2 + active + (order * 10), 50, $"active-{active}"));
        }

        for (var order = 0; order < orders; order++) history.Add(Order(daysBefore + order, 20 + orders));
        var segments = Segments(history);

        Assert.Equal((segment, frequency, monetary), (segments.RfmSegment, segments.RfmFrequency, segments.RfmMonetary));
    }

    [Theory]
    [InlineData("first_order", 20.0)]
    [InlineData("fading", 120.0)]
    [InlineData("silent", 200.0)]
    [InlineData("repeat", 10.0, 40.0)]
    [InlineData("fading", 70.0, 100.0)]
    [InlineData("regular", 10.0, 40.0, 70.0, 100.0)]
    public void Compute_Orders_GiveTheJourneyStage(string stage, params double[] daysBefore)
    {
        var history = Base();
        foreach (var days in daysBefore) history.Add(Order(days));
        Assert.Equal(stage, Segments(history).JourneyStage);
    }

    /// <summary>An invoice of a year's contract lies far back by the time the next one is due.</summary>
    [Theory]
    [InlineData("first_order", 200.0)]
    [InlineData("repeat", 200.0, 210.0)]
    [InlineData("regular", 200.0, 210.0, 220.0, 230.0)]
    public void Compute_ContractThatRuns_IsNeitherSilentNorFading(string stage, params double[] daysBefore)
    {
        var history = Base();
        foreach (var days in daysBefore) history.Add(Order(days));

        var segments = Segments(history, hasContract: true);

        Assert.Equal(stage, segments.JourneyStage);
        Assert.StartsWith("loyal_", segments.Stickiness, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("secure", 10, 9, 10)]
    [InlineData("favourable", 10, 7, 10)]
    [InlineData("favourable", 8, 8, 8)]
    [InlineData("vulnerable", 10, 10, 6)]
    public void Compute_SecureCustomerQuestions_GiveTheClass(string expected, float satisfied, float repurchase, float recommend)
    {
        var history = Base().Add(Order(10))
            .Add(Answer(SatisfactionInstrument.SciSatisfied, satisfied)).Add(Answer(SatisfactionInstrument.SciRepurchase, repurchase))
            .Add(Answer(SatisfactionInstrument.SciRecommend, recommend));
        Assert.Equal(expected, Segments(history).SatisfactionClass);
    }

    [Fact]
    public void Compute_NobodyAsked_HasNoClass() => Assert.Null(Segments(Base().Add(Order(10))).SatisfactionClass);

    [Theory]
    [InlineData(10, null)]
    [InlineData(150, "Silver")]
    [InlineData(600, "Gold")]
    public void Compute_Programme_GivesItsRank(double spend, string? rank)
    {
        var programme = new HistoryDescription { Ranks = [new LoyaltyRank("Silver", 100, null), new LoyaltyRank("Gold", 500, 1)] };
        Assert.Equal(rank, Segments(Base(programme).Add(Order(10, spend))).LoyaltyRank);
    }

    [Fact]
    public void Compute_NoOrder_HasNoRfm()
    {
        var segments = Segments(Base().Add(Order(-5)));
        Assert.Equal(new CustomerSegments(), segments);
    }

    [Fact]
    public void NameOf_EveryCell_HasAName()
    {
        foreach (var (recency, frequency, monetary) in from r in Enumerable.Range(1, 5) from f in Enumerable.Range(1, 5) from m in Enumerable.Range(1, 5) select (r, f, m))
            Assert.All((int[])[1, 2], orders => Assert.Contains(RfmSegments.NameOf(recency, frequency, monetary, orders), RfmSegments.Names));
    }

    // Forty others, of rising silence and falling spend.
    private static EventStoreBuilder Base(HistoryDescription? description = null)
    {
        var history = Since(600, description);
        for (var other = 1; other <= 40; other++) history.Add(Order(other * 8, 100 - other, $"other-{other}"));
        return history;
    }

    private static SatisfactionRow Answer(SatisfactionInstrument instrument, float score) =>
        new("c", DaysBefore(5), instrument, score) { ScaleMinimum = 0, ScaleMaximum = 10 };

    private static CustomerSegments Segments(EventStoreBuilder history, bool hasContract = false)
    {
        var store = history.Build();
        var source = new InMemoryHistory(store);
        var schema = FeatureSchemaBuilder.Build(source);
        var asOf = store.TimeAxis.AsOf(Date);
        Assert.True(store.Ids.TryFind("c", out var customer));
        return new SegmentCalculator(schema, FeatureReferenceFitter.Fit(source, schema, asOf)).Compute(store.Customer(customer), asOf, hasContract);
    }
}

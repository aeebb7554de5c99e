using ChurnPredict.Features;
using ChurnPredict.History;
using static ChurnPredict.Tests.Features.FeatureProbe;

namespace ChurnPredict.Tests.Features;

public sealed class EventFeaturesTests
{
    [Fact]
    public void Engagement_Windows_CountEventsAndDays()
    {
        var features = Recorded().Add(Order(50))
            .Add(Visit(1.2)).Add(Visit(1.4)).Add(Visit(20)).Add(Visit(45)).Add(Visit(80, "mail")).Features();
        Assert.Equal([2f, 3, 5], new[] { 7, 30, 90 }.Select(days => features[$"engagement_{days}d"]));
        Assert.Equal([1f, 2, 4], new[] { 7, 30, 90 }.Select(days => features[$"active_days_{days}d"]));
        Assert.Equal(1.2f, features["engagement_recency_days"], 1e-5);
        Assert.Equal(0.5f, features["engagement_trend_30d"], 1e-6);
        Assert.Equal(2 / 30f, features["active_days_share"], 1e-6);
        Assert.Equal(4, features["engagement_since_order"]);
        Assert.Equal(2, features["engagement_kinds_90d"]);
        Assert.Equal(3, features["engagement_visit_30d"]);
        Assert.Equal(0, features["engagement_mail_30d"]);
        Assert.Equal(80, features["engagement_mail_recency_days"]);
    }

    [Fact]
    public void Engagement_Decay_HalvesByHalfLife()
    {
        var features = Recorded().Add(Order(50)).Add(Visit(14)).Add(Visit(28)).Add(Visit(60.5)).Features();
        Assert.Equal(0.75 + Math.Pow(2, -60 / 14.0), features["engagement_decayed_14d"], 1e-5);
        Assert.Equal(Math.Pow(2, -14 / 60.0) + Math.Pow(2, -28 / 60.0) + 0.5, features["engagement_decayed_60d"], 1e-5);
    }

    [Fact]
    public void Engagement_FallingActivity_HasANegativeSlope()
    {
        var falling = Recorded().Add(Order(50));
        var rising = Recorded().Add(Order(50));
        for (var week = 0; week < 12; week++)
        {
            for (var visit = 0; visit <= week; visit++)
            {
                falling.Add(Visit((week * 7) + 1));
                rising.Add(Visit(((11 - week) * 7) + 1));
            }
        }

        Assert.Equal(-1 / 6.5, falling.Features()["engagement_slope"], 1e-5);
        Assert.Equal(1 / 6.5, rising.Features()["engagement_slope"], 1e-5);
    }

    [Fact]
    public void Engagement_LoggedOnlyLately_LongWindowsAreMissing()
    {
        var features = Since(400).Add(Order(50)).Add(Visit(45)).Features();
        Assert.Equal(0, features["engagement_30d"]);
        Assert.Equal(float.NaN, features["engagement_90d"]);
    }

    [Fact]
    public void Satisfaction_Answers_OnOwnAndCommonScales()
    {
        var features = Recorded().Add(Order(50))
            .Add(Answer(30, SatisfactionInstrument.Nps, 9)).Add(Answer(20, SatisfactionInstrument.Nps, 5)).Add(Answer(10, SatisfactionInstrument.Csat, 4))
            .Add(Answer(5, SatisfactionInstrument.Nps, null)).Features();
        Assert.Equal((5f, 7f, -4f), (features["nps_last"], features["nps_mean"], features["nps_trend"]));
        Assert.Equal((4f, 0.75f), (features["csat_last"], features["satisfaction_last"]));
        Assert.Equal(SatisfactionClass.Detractor, features["nps_class"]);
        Assert.Equal((20f, 10f), (features["detractor_recency_days"], features["satisfaction_answer_days"]));
        Assert.Equal((3f, 1f, 0.25f), (features["satisfaction_answers"], features["satisfaction_unanswered"], features["satisfaction_unanswered_share"]));
        Assert.DoesNotContain("ces_last", features.Keys);
    }

    [Theory]
    [InlineData(6, 0)]
    [InlineData(7, 1)]
    [InlineData(8, 1)]
    [InlineData(9, 2)]
    [InlineData(10, 2)]
    public void Satisfaction_Nps_FallsIntoItsClass(float score, float expected) =>
        Assert.Equal(expected, Recorded().Add(Order(50)).Add(Answer(30, SatisfactionInstrument.Nps, score)).Features()["nps_class"]);

    [Fact]
    public void Satisfaction_NeverAsked_IsMissingNotBad()
    {
        var features = Recorded().Add(Order(50)).Add(Answer(30, SatisfactionInstrument.Nps, 5, "other")).Add(Order(40, 1, "other")).Features();
        Assert.All(["satisfaction_last", "nps_class", "nps_mean", "satisfaction_answer_days"], name => Assert.Equal(float.NaN, features[name]));
        Assert.Equal(0, features["satisfaction_answers"]);
    }

    [Fact]
    public void Support_Tickets_MeasureResponseAndResolution()
    {
        var features = Recorded().Add(Order(50))
            .Add(new SupportRow("c", DaysBefore(40)) { FirstResponseAt = DaysBefore(39.5), ResolvedAt = DaysBefore(38), Topic = "login", Severity = 3 })
            .Add(new SupportRow("c", DaysBefore(20)) { FirstResponseAt = DaysBefore(-1), Topic = "login", Severity = 1 }).Features();
        Assert.Equal((2f, 1f, 2f), (features["tickets_total"], features["tickets_30d"], features["tickets_since_order"]));
        Assert.Equal((1f, 20f), (features["tickets_open"], features["ticket_open_days"]));
        Assert.Equal((12f, 480f, 480f), (features["first_response_hours_last"], features["first_response_waiting_hours"], features["first_response_hours_worst_180d"]));
        Assert.Equal((48f, (48f + 480) / 2), (features["resolution_hours_last"], features["resolution_hours_mean_365d"]));
        Assert.Equal((1f, 3f, 1f), (features["ticket_severity_last"], features["ticket_severity_worst_180d"], features["ticket_repeats_180d"]));
        Assert.Equal(2, features["tickets_on_login_365d"]);
    }

    [Fact]
    public void Delivery_Promises_AreKeptBrokenOrDue()
    {
        var features = Since(400)
            .Add(Promise(100, 95, 96)).Add(Promise(50, 45, 40)).Add(Promise(10, 5, -2)).Add(Promise(3, -2, null)).Features();
        Assert.Equal(2f / 3, features["delivery_late_share"], 1e-6);
        Assert.Equal((1f, 1f, 5f), (features["delivery_overdue"], features["delivery_last_late"], features["delivery_last_delay_days"]));
        Assert.Equal(5, features["delivery_late_recency_days"]);
        Assert.Equal(10f / 3, features["delivery_delay_mean_days"], 1e-5);
        Assert.Equal(5, features["delivery_delay_worst_days"]);
    }

    [Fact]
    public void Touches_ControlRows_AreNoContacts()
    {
        var features = Recorded().Add(Order(50))
            .Add(Touch(60) with { RedeemedAt = DaysBefore(55) }).Add(Touch(20)).Add(Touch(10) with { IsControl = true }).Add(Touch(4)).Features();
        Assert.Equal((1f, 2f, 3f), (features["touches_7d"], features["touches_30d"], features["touches_90d"]));
        Assert.Equal((4f, 2f, 2f), (features["touch_recency_days"], features["touches_since_order"], features["touches_unredeemed"]));
        Assert.Equal((1f, 1f / 3, 55f), (features["redemptions_total"], features["redemption_share"], features["redemption_recency_days"]));
        Assert.Equal(3, features["touches_of_coupon_365d"]);
    }

    [Fact]
    public void Touches_AfterADetractorsAnswer_EndTheWait()
    {
        var waiting = Recorded().Add(Order(50)).Add(Answer(30, SatisfactionInstrument.Nps, 3)).Add(Touch(40));
        Assert.Equal((30f, 1f), (waiting.Features()["detractor_to_contact_days"], waiting.Features()["detractor_unanswered"]));
        var contacted = waiting.Add(Touch(26)).Add(Touch(3)).Features();
        Assert.Equal((4f, 0f), (contacted["detractor_to_contact_days"], contacted["detractor_unanswered"]));
    }

    [Fact]
    public void Breadth_Categories_CountNoveltyAndPrices()
    {
        var features = Since(400)
            .Add(Line(200, "a", 10)).Add(Line(150, "a", 10)).Add(Line(40, "a", 12)).Add(Line(40, "b", 5)).Features();
        Assert.Equal((2f, 2f, 0.75f), (features["categories_total"], features["categories_90d"], features["category_top_share"]));
        Assert.Equal((0.5f, 0.5f), (features["category_novelty_90d"], features["category_novelty_last"]));
        Assert.Equal(0, features["category_top"]);
        Assert.Equal(0.2f, features["price_change_last"], 1e-6);
        Assert.Equal(0.1f, features["price_change_180d"], 1e-6);
        Assert.Equal(1, features["price_rises_180d"]);
        Assert.Equal(Math.Exp(-((0.75 * Math.Log(0.75)) + (0.25 * Math.Log(0.25)))), features["category_evenness"], 1e-5);
    }

    [Fact]
    public void Loyalty_Programme_SaysRankDistanceAndReferrals()
    {
        var programme = new HistoryDescription { Ranks = [new LoyaltyRank("Silver", 100, null), new LoyaltyRank("Gold", 400, 4)] };
        var features = Since(600, programme).Add(Order(20, 100)).Add(Order(10, 100)).Add(new CustomerRow("c"))
            .Add(new CustomerRow("friend") { ReferredBy = "c", SignedUpAt = DaysBefore(5) })
            .Add(new CustomerRow("later") { ReferredBy = "c", SignedUpAt = DaysBefore(-5) }).Features();
        Assert.Equal((1f, 1f, 0.5f), (features["loyalty_rank"], features["loyalty_rank_change"], features["loyalty_next_rank_distance"]));
        Assert.Equal((1f, 1f, 0f), (features["referrals_total"], features["referrals_365d"], features["was_referred"]));
    }

    [Fact]
    public void Calendar_BirthMonth_LiesAhead()
    {
        var features = Since(400).Add(Order(10)).Add(new CustomerRow("c") { BirthMonth = 9 }).Features();
        Assert.Equal((2f, 1f), (features["birthday_months_ahead"], features["birthday_in_horizon"]));
        Assert.Equal(0, Since(400).Add(Order(10)).Add(new CustomerRow("c") { BirthMonth = 11 }).Features()["birthday_in_horizon"]);
    }

    [Fact]
    public void Attributes_RowsByDate_GiveThatOfTheDateAndItsChange()
    {
        CustomerRow Row(double validFrom, string plan, float fee) =>
            new("c") { ValidFrom = DaysBefore(validFrom), Plan = plan, Numbers = new Dictionary<string, float> { ["fee"] = fee } };
        var features = Since(400).Add(Order(10)).Add(Row(300, "basic", 10)).Add(Row(100, "gold", 15)).Add(Row(-1, "basic", 99)).Features();
        Assert.Equal((1f, 100f), (features["plan"], features["plan_days"]));
        Assert.Equal((15f, 5f), (features["attribute_fee"], features["attribute_fee_change"]));
    }

    [Fact]
    public void Schema_ManyWords_KeepsTheCommonest()
    {
        var history = Recorded().Add(Order(50));
        for (var kind = 0; kind < 30; kind++)
        {
            for (var times = 0; times <= kind; times++) history.Add(Visit(10, $"kind-{kind:00}"));
        }

        var names = FeatureSchemaBuilder.Build(new InMemoryHistory(history.Build())).Vocabularies.EngagementKinds.Words;
        Assert.Equal(Enumerable.Range(18, 12).Select(kind => $"kind-{kind:00}"), names);
        Assert.Equal(30, history.Features()["engagement_kind_29_30d"]);
    }

    [Fact]
    public void Compute_OtherCodesForTheSameWords_SameFeatures()
    {
        var schema = FeatureSchemaBuilder.Build(new InMemoryHistory(Recorded().Add(Order(50)).Add(Visit(10, "visit")).Add(Visit(9, "mail")).Build()));
        var other = Recorded().Add(Order(50)).Add(Visit(10, "visit")).Add(Visit(9, "mail")).Add(Visit(8, "aaa")).Build();
        var features = FeaturesOf(other, "c", schema);
        Assert.Equal((10f, 9f), (features["engagement_visit_recency_days"], features["engagement_mail_recency_days"]));
        Assert.Equal(8, features["engagement_recency_days"]);
    }

    // Every table is kept from the beginning.
    private static EventStoreBuilder Recorded() => Since(400)
        .Add(new EngagementRow("somebody else", DaysBefore(400), "visit")).Add(new SupportRow("somebody else", DaysBefore(400)))
        .Add(new TouchRow("somebody else", DaysBefore(400), "coupon"));

    private static EngagementRow Visit(double daysBefore, string kind = "visit") => new("c", DaysBefore(daysBefore), kind);

    private static SatisfactionRow Answer(double daysBefore, SatisfactionInstrument instrument, float? score, string customer = "c") =>
        new(customer, DaysBefore(daysBefore), instrument, score);

    private static TouchRow Touch(double daysBefore) => new("c", DaysBefore(daysBefore), "coupon");

    private static TransactionRow Line(double daysBefore, string category, double price) =>
        Order(daysBefore, price * 2) with { Category = category, Quantity = 2 };

    private static TransactionRow Promise(double ordered, double promised, double? delivered) => Order(ordered) with
    {
        PromisedAt = DaysBefore(promised),
        DeliveredAt = delivered is { } days ? DaysBefore(days) : null,
    };
}

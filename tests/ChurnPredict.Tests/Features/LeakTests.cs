using System.Text.Json;
using ChurnPredict.Features;
using ChurnPredict.History;
using static ChurnPredict.Tests.Features.FeatureProbe;

namespace ChurnPredict.Tests.Features;

/// <summary>One second across the as-of date: every timestamp of every table is masked on its own.</summary>
public sealed class LeakTests
{
    private const double Second = 1 / 86_400.0;
    private const double JustBefore = Second;
    private const double AtTheDate = 0;
    private static readonly long Midnight = new TimeAxis("Europe/London").AsOf(Date).Instant;

    public static TheoryData<string> Rows() => new(Added.Keys);

    public static TheoryData<string> SecondTimestamps() => new(Changed.Keys);

    /// <summary>A row of each table, by when it happened and when it became known.</summary>
    private static readonly Dictionary<string, Action<EventStoreBuilder, double, double?>> Added = new()
    {
        ["transactions"] = (history, at, known) => history.Add(Order(at, 77) with { IngestedAt = Known(known) }),
        ["refunds"] = (history, at, known) => history.Add(Order(at, -7) with { IngestedAt = Known(known) }),
        ["engagement"] = (history, at, known) => history.Add(new EngagementRow("c", DaysBefore(at), "visit") { Channel = "web", Value = 3, IngestedAt = Known(known) }),
        ["satisfaction"] = (history, at, known) => history.Add(new SatisfactionRow("c", DaysBefore(at), SatisfactionInstrument.Nps, 2) { Aspect = "price", IngestedAt = Known(known) }),
        ["unanswered"] = (history, at, known) => history.Add(new SatisfactionRow("c", DaysBefore(at), SatisfactionInstrument.Nps, null) { IngestedAt = Known(known) }),
        ["support"] = (history, at, known) => history.Add(new SupportRow("c", DaysBefore(at)) { Topic = "login", IngestedAt = Known(known) }),
        ["touches"] = (history, at, known) => history.Add(new TouchRow("c", DaysBefore(at), "call") { Channel = "phone", IngestedAt = Known(known) }),
        ["customers"] = (history, at, known) => history.Add(new CustomerRow("c") { ValidFrom = DaysBefore(at), Plan = "gold", SignedUpAt = DaysBefore(300), IngestedAt = Known(known) }),
    };

    /// <summary>A row long known, one timestamp of which moves.</summary>
    private static readonly Dictionary<string, Action<EventStoreBuilder, double>> Changed = new()
    {
        ["delivered_at"] = (history, at) => history.Add(Order(20, 9) with { PromisedAt = DaysBefore(10), DeliveredAt = DaysBefore(at) }),
        ["promised_at"] = (history, at) => history.Add(Order(20, 9) with { PromisedAt = DaysBefore(at) }),
        ["first_response_at"] = (history, at) => history.Add(new SupportRow("c", DaysBefore(5)) { FirstResponseAt = DaysBefore(at) }),
        ["resolved_at"] = (history, at) => history.Add(new SupportRow("c", DaysBefore(5)) { ResolvedAt = DaysBefore(at) }),
        ["redeemed_at"] = (history, at) => history.Add(new TouchRow("c", DaysBefore(5), "coupon") { RedeemedAt = DaysBefore(at) }),
        ["signed_up_at"] = (history, at) => history.Add(new CustomerRow("c") { SignedUpAt = DaysBefore(at) }),
        ["referral"] = (history, at) => history
            .Add(new CustomerRow("c")).Add(new CustomerRow("friend") { ReferredBy = "c", SignedUpAt = DaysBefore(at) }),
        ["referral valid_from"] = (history, at) => history
            .Add(new CustomerRow("c")).Add(new CustomerRow("friend") { ReferredBy = "c", SignedUpAt = DaysBefore(90), ValidFrom = DaysBefore(at) }),
        ["referral ingested_at"] = (history, at) => history
            .Add(new CustomerRow("c")).Add(new CustomerRow("friend") { ReferredBy = "c", SignedUpAt = DaysBefore(90), IngestedAt = DaysBefore(at) }),
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Compute_RowHappensAtTheDate_DoesNotExist(string table)
    {
        var without = Compute(_ => { });
        Assert.Equal(without, Compute(history => Added[table](history, AtTheDate, null)));
        Assert.NotEqual(without, Compute(history => Added[table](history, JustBefore, null)));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Compute_RowIngestedAtTheDate_DoesNotExist(string table)
    {
        var without = Compute(_ => { });
        Assert.Equal(without, Compute(history => Added[table](history, 3, AtTheDate)));
        Assert.NotEqual(without, Compute(history => Added[table](history, 3, JustBefore)));
    }

    /// <summary>Since when a table was kept decides which windows were observed.</summary>
    [Theory]
    [MemberData(nameof(Rows))]
    public void Fit_FirstRowOfATableIngestedAtTheDate_DoesNotExist(string table)
    {
        string Reference(double? known)
        {
            var history = Since(1000, FullHistory.Description).Add(Order(300, 20));
            if (known is not null) Added[table](history, 400, known);
            var source = new InMemoryHistory(history.Build());
            return JsonSerializer.Serialize(FeatureReferenceFitter.Fit(source, FullHistory.Schema(), source.TimeAxis.AsOf(Date)));
        }

        Assert.Equal(Reference(null), Reference(AtTheDate));
    }

    [Fact]
    public void Build_WordsOfRowsIngestedAtTheDate_AreNotKnown()
    {
        FeatureSchema Schema(double known)
        {
            var history = new EventStoreBuilder(FullHistory.Description);
            foreach (var add in Added.Values) add(history, 400, known);
            var source = new InMemoryHistory(history.Build());
            return FeatureSchemaBuilder.Build(source, source.TimeAxis.AsOf(Date));
        }

        var (known, unknown) = (Schema(JustBefore), Schema(AtTheDate));
        Assert.All(unknown.Vocabularies.GetType().GetProperties(), words => Assert.Empty(((Vocabulary)words.GetValue(unknown.Vocabularies)!).Words));
        string[] names = ["tickets_on_login_365d", "touches_of_call_365d", "engagement_visit_30d", "satisfaction_price_last", "nps_last", "refunds_total", "orders_total"];
        Assert.Equal(names.Length, known.Features.Count(feature => names.Contains(feature.Name)));
        Assert.DoesNotContain(unknown.Features, feature => names.Contains(feature.Name));
    }

    [Theory]
    [MemberData(nameof(SecondTimestamps))]
    public void Compute_SecondTimestampAtTheDate_HasNotHappened(string timestamp)
    {
        var later = Compute(history => Changed[timestamp](history, -30));
        Assert.Equal(later, Compute(history => Changed[timestamp](history, AtTheDate)));
        Assert.NotEqual(later, Compute(history => Changed[timestamp](history, JustBefore)));
    }

    /// <summary>What a customer was before is told by versions, and those become known on their own.</summary>
    [Fact]
    public void Compute_EarlierVersionIngestedAtTheDate_DoesNotExist()
    {
        var without = Compute(history => history.Add(Version(200, "gold", 10)).Add(Version(50, "gold", 40)));
        float[] Between(double known) =>
            Compute(history => history.Add(Version(200, "gold", 10)).Add(Version(100, "basic", 20) with { IngestedAt = DaysBefore(known) }).Add(Version(50, "gold", 40)));
        Assert.Equal(without, Between(AtTheDate));
        Assert.NotEqual(without, Between(JustBefore));
    }

    /// <summary>Where rows do not say from when they hold, when they became known says it: one that came later hides nothing before it.</summary>
    [Theory]
    [InlineData(AtTheDate, 300)]
    [InlineData(JustBefore, 200)]
    public void Compute_RowsInAnyOrderThatOnlySayWhenTheyBecameKnown_IsTheLastKnown(double known, float tenureDays)
    {
        var features = Named(history => history
            .Add(new CustomerRow("c") { SignedUpAt = DaysBefore(200), IngestedAt = DaysBefore(known) })
            .Add(new CustomerRow("c") { SignedUpAt = DaysBefore(300), IngestedAt = DaysBefore(90) }));
        Assert.Equal(tenureDays, features["tenure_days"]);
    }

    /// <summary>A year that was loaded into the history later was not observed, as far as was known.</summary>
    [Theory]
    [InlineData(AtTheDate, float.NaN, float.NaN)]
    [InlineData(JustBefore, 1, 0)]
    public void Compute_YearIngestedAtTheDate_WasNotObserved(double known, float orders, float touches)
    {
        var history = new EventStoreBuilder(FullHistory.Description)
            .Add(Order(900, 5) with { CustomerId = "somebody else", IngestedAt = DaysBefore(known) })
            .Add(new TouchRow("somebody else", DaysBefore(890), "call") { IngestedAt = DaysBefore(known) })
            .Add(new TouchRow("somebody else", DaysBefore(299), "call")).Add(Order(300, 20));
        var features = FeaturesOf(history.Build(), "c", FullHistory.Schema());
        Assert.Equal((orders, touches), (features["orders_365d"], features["touches_365d"]));
    }

    [Fact]
    public void Compute_CancellationAfterTheDate_IsNoFeature() => Assert.Equal(
        Compute(history => history.Add(new CustomerRow("c") { SignedUpAt = DaysBefore(300) })),
        Compute(history => history.Add(new CustomerRow("c") { SignedUpAt = DaysBefore(300), CancelledAt = DaysBefore(-1) })));

    /// <summary>A history cut at the date knows nothing of a referrer who came later, and the customer was referred all the same.</summary>
    [Fact]
    public void Compute_ReferrerWhoComesAfterTheDate_IsAsInTheHistoryCutAtTheDate()
    {
        void Referred(EventStoreBuilder history) => history.Add(new CustomerRow("c") { ReferredBy = "referrer", SignedUpAt = DaysBefore(300) });
        var cut = Named(Referred);
        Assert.Equal(1, cut["was_referred"]);
        Assert.Equal(cut, Named(history =>
        {
            Referred(history);
            history.Add(new TransactionRow("referrer", DaysBefore(AtTheDate), 12));
        }));
    }

    /// <summary>Where no sign-up is known, a referred customer has joined with the first event that was known of.</summary>
    [Theory]
    [InlineData(AtTheDate, 0)]
    [InlineData(JustBefore, 1)]
    public void Compute_FirstEventOfAReferredCustomerIngestedLate_IsAReferralFromThenOn(double known, int referrals)
    {
        var features = Named(history => history
            .Add(new CustomerRow("c")).Add(new CustomerRow("friend") { ReferredBy = "c" })
            .Add(new TransactionRow("friend", DaysBefore(90), 5) { IngestedAt = DaysBefore(known) }));
        Assert.Equal(referrals, features["referrals_total"]);
    }

    [Fact]
    public void Compute_TicketResolvedAfterTheDate_IsOpen()
    {
        var open = Named(history => Changed["resolved_at"](history, AtTheDate));
        Assert.Equal(1, open["tickets_open"]);
        Assert.Equal(5, open["ticket_open_days"]);
        Assert.Equal(0, Named(history => Changed["resolved_at"](history, JustBefore))["tickets_open"]);
    }

    [Fact]
    public void Compute_Consent_IsNoFeature() => Assert.Equal(
        Compute(history => history.Add(new CustomerRow("c") { ConsentEmail = true, ConsentSms = true, ConsentPhone = true })),
        Compute(history => history.Add(new CustomerRow("c") { ConsentEmail = false, ConsentSms = false, ConsentPhone = false })));

    [Fact]
    public void Build_AttributesOfToday_AreFeaturesOnlyWhereStatic()
    {
        var history = Since(400).Add(Order(20, 10)).Add(new CustomerRow("c") { Country = "GB", Plan = "gold" }).Build();
        var today = FeatureSchemaBuilder.Build(new InMemoryHistory(history));
        Assert.DoesNotContain(today.Features, feature => feature.Name is "country" or "plan");
        var lasting = Since(400, new HistoryDescription { StaticAttributes = ["country"] }).Add(Order(20, 10)).Add(new CustomerRow("c") { Country = "GB", Plan = "gold" }).Build();
        var names = FeatureSchemaBuilder.Build(new InMemoryHistory(lasting)).Features.Select(feature => feature.Name).ToArray();
        Assert.Contains("country", names);
        Assert.DoesNotContain("plan", names);
    }

    // The date begins at local midnight, in London's summer an hour before that of UTC.
    private static long DaysBefore(double days) => Midnight - (long)(days * Instants.MicrosecondsPerDay);

    private static TransactionRow Order(double daysBefore, double amount) =>
        new("c", DaysBefore(daysBefore), amount) { Category = "books", Quantity = 2 };

    private static CustomerRow Version(double validDaysBefore, string plan, float fee) =>
        new("c") { ValidFrom = DaysBefore(validDaysBefore), Plan = plan, Numbers = new Dictionary<string, float> { ["fee"] = fee } };

    private static long? Known(double? daysBefore) => daysBefore is { } days ? DaysBefore(days) : null;

    private static float[] Compute(Action<EventStoreBuilder> change) => [.. Named(change).Values];

    // Everything is computed by the schema of a full history, so that a new row brings no new column.
    private static IReadOnlyDictionary<string, float> Named(Action<EventStoreBuilder> change)
    {
        var history = Since(900, FullHistory.Description)
            .Add(Order(300, 20)).Add(Order(200, 30)).Add(new EngagementRow("somebody else", DaysBefore(900), "visit"))
            .Add(new SatisfactionRow("somebody else", DaysBefore(900), SatisfactionInstrument.Nps, 9))
            .Add(new SupportRow("somebody else", DaysBefore(900))).Add(new TouchRow("somebody else", DaysBefore(900), "call"));
        change(history);
        return FeaturesOf(history.Build(), "c", FullHistory.Schema());
    }
}

using System.Globalization;
using ChurnPredict.Contracts;
using ChurnPredict.Contracts.V1;
using ChurnPredict.History;
using ChurnPredict.Labels;
using ChurnPredict.Server.Answers;
using ChurnPredict.Tests.History;
using Google.Rpc;
using Grpc.Core;
using V1 = ChurnPredict.Contracts.V1;

namespace ChurnPredict.Server.Tests.Answers;

[Collection(ServedHistoryGroup.Name)]
public sealed class ScoreHistoryTests(ServedHistory served)
{
    private ChurnPrediction.ChurnPredictionClient Client => served.Server.Client;

    [Fact]
    public async Task ScoreHistory_OfStoredCustomersEvents_EqualsTheStoredCustomers()
    {
        int[] customers = [.. Enumerable.Range(0, served.Store.CustomerCount).Where(CanBeWrittenOut).Take(60)];
        Assert.NotEmpty(customers);
        var differing = customers.SelectMany(Differing).ToList();
        Assert.True(differing.Count == 0, string.Join("; ", differing));
        foreach (var customer in customers)
        {
            var stored = await Client.ScoreCustomerAsync(new ScoreCustomerRequest { CustomerId = served.Store.Ids[customer] });

            var inline = await Client.ScoreHistoryAsync(new ScoreHistoryRequest { History = new InlineMessages(served.Store, customer).Whole() });

            Assert.Equal(stored, inline);
        }
    }

    /// <summary>Whatever was not known on a date is not known of the customer described either.</summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 60)]
    [InlineData(3, 200)]
    public void Read_OfRowsThatBecameKnownLate_ScoresAsTheStoredCustomer(int seed, int daysBefore)
    {
        var late = new LateRows(seed).Of(StoredRows.Of(served.Store));
        var store = (late with { Customers = [.. late.Customers.DistinctBy(row => row.CustomerId)] }).Build(served.Store);
        var asOf = store.TimeAxis.AsOf(served.DefaultAsOf.Date.AddDays(-daysBefore));
        int[] customers = [.. Enumerable.Range(0, store.CustomerCount).Where(customer => CanBeWrittenOut(store, customer))];
        Assert.True(customers.Length > 100);
        Assert.All(customers, customer => Assert.Equal(Answer(store.Customer(customer), asOf), Answer(Twin(store, customer), asOf)));
    }

    private static ChurnPredict.History.CustomerHistory Twin(EventStore store, int customer)
    {
        var (inline, problems) = new InlineHistory(store).Read(new InlineMessages(store, customer).Whole());
        Assert.Empty(problems);
        Assert.True(inline!.Ids.TryFind(store.Ids[customer], out var twin));
        return inline.Customer(twin);
    }

    /// <summary>Everything that is said of a customer.</summary>
    private IReadOnlyList<string> Answer(ChurnPredict.History.CustomerHistory history, AsOfDate asOf)
    {
        var score = served.Scorer.Score(history, asOf);
        var plan = served.Planner.Plan(score, history);
        return
        [
            .. served.Scorer.Schema.Features.Zip(score.Features, (feature, value) => $"{feature.Name} {BitConverter.SingleToInt32Bits(value):x}"),
            $"{score.CustomerId} {score.Status} {score.ChurnProbability} {score.ValueAtRisk} {score.Segments}",
            .. plan.Actions.Select(action => $"{action.Action.Id} {action.NetValue} {action.Message("en")}"),
            $"{plan.WhyNone} {plan.IsHoldout}",
        ];
    }

    private bool CanBeWrittenOut(int customer) => CanBeWrittenOut(served.Store, customer);

    /// <summary>A request holds one profile, and not whom the customer brought.</summary>
    private static bool CanBeWrittenOut(EventStore store, int customer)
    {
        var table = store.Customers!;
        var row = table.Start[customer];
        return table.Start[customer + 1] - row == 1
            && (table.ReferralStart is not { } starts || starts[customer + 1] == starts[customer]);
    }

    /// <summary>Features that come out otherwise for the inline twin of a stored customer.</summary>
    private IEnumerable<string> Differing(int customer)
    {
        var (inline, _) = new InlineHistory(served.Store).Read(new InlineMessages(served.Store, customer).Whole());
        var expected = served.Scorer.Score(served.Store.Customer(customer), served.DefaultAsOf).Features;
        var found = served.Scorer.Score(inline!.Customer(inline.Ids.TryFind(served.Store.Ids[customer], out var twin) ? twin : 0), served.DefaultAsOf).Features;
        return Enumerable.Range(0, expected.Length)
            .Where(index => BitConverter.SingleToInt32Bits(expected[index]) != BitConverter.SingleToInt32Bits(found[index]))
            .Select(index => $"{served.Scorer.Schema.Features[index].Name} of {served.Store.Ids[customer]}: found {found[index]}, expected {expected[index]}");
    }

    /// <summary>Problems travel in a header: one that echoed all would be too large for the client to take.</summary>
    [Fact]
    public async Task ScoreHistory_OfManyLongMistakes_NamesTheFirstTwenty()
    {
        var history = new V1.CustomerHistory { CustomerId = "x" };
        for (var answer = 0; answer < 50; answer++)
            history.Satisfaction.Add(new SatisfactionAnswer { OccurredAt = "2024-05-01", Instrument = new string('y', 20_000), Score = 1 });

        var exception = await Refusal.OfAsync(StatusCode.InvalidArgument, async () => await Client.ScoreHistoryAsync(new ScoreHistoryRequest { History = history }));

        Assert.InRange(exception.Trailers.GetValueBytes("grpc-status-details-bin")!.Length, 1_000, 6_000);
    }

    /// <summary>A character of these takes three bytes, and half of a pair is none.</summary>
    [Theory]
    [InlineData("\u6f22")]
    [InlineData("\U0001f600")]
    public async Task ScoreHistory_OfManyMistakesInWideCharacters_FitsIntoTheHeader(string character)
    {
        var instrument = "a" + string.Concat(Enumerable.Repeat(character, 200));
        var history = new V1.CustomerHistory { CustomerId = "x" };
        for (var answer = 0; answer < 50; answer++) history.Satisfaction.Add(new SatisfactionAnswer { Instrument = instrument, Score = 1 });

        var exception = await Refusal.OfAsync(StatusCode.InvalidArgument, async () => await Client.ScoreHistoryAsync(new ScoreHistoryRequest { History = history }));

        Assert.InRange(exception.Trailers.GetValueBytes("grpc-status-details-bin")!.Length, 1_000, 6_000);
        Assert.Contains(character, exception.Status.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("\ufffd", exception.Status.Detail, StringComparison.Ordinal);
    }

    /// <summary>Two million problems took two seconds and told no more than twenty.</summary>
    [Fact]
    public void Read_OfMoreMistakesThanAreNamed_ReadsNoFurther()
    {
        var history = new V1.CustomerHistory { CustomerId = "x" };
        for (var line = 0; line < 1_000; line++) history.Transactions.Add(new Transaction());

        var (store, problems) = new InlineHistory(served.Store).Read(history);

        Assert.Null(store);
        Assert.Equal(20, problems.Count);
    }

    [Fact]
    public void Read_OfACallThatWasCancelled_Stops() => Assert.Throws<OperationCanceledException>(() =>
        new InlineHistory(served.Store).Read(new InlineMessages(served.Store, 1).Whole(), new CancellationToken(canceled: true)));

    /// <summary>The time is told, but no more of it than a time has.</summary>
    [Fact]
    public void Read_OfATimeThatIsNone_SaysWhatWasFoundAndExpected()
    {
        var history = new V1.CustomerHistory { CustomerId = "x", Transactions = { new Transaction { OccurredAt = "31.01.2026 09:30 or about then", Amount = 5 } } };

        var (_, problems) = new InlineHistory(served.Store).Read(history);

        Assert.Equal("found '31.01.2026 09:30 or ', expected an ISO-8601 time such as 2026-01-31T09:30:00Z", problems.Single().Problem);
    }

    [Fact]
    public async Task ScoreHistory_OfEventsAfterTheDate_IgnoresThem()
    {
        var history = new InlineMessages(served.Store, 1).Whole();
        var before = await Client.ScoreHistoryAsync(new ScoreHistoryRequest { History = history });

        history.Transactions.Add(new Transaction { OccurredAt = "2099-01-01", Amount = 1e6 });
        var after = await Client.ScoreHistoryAsync(new ScoreHistoryRequest { History = history });

        Assert.Equal(before, after);
    }

    /// <summary>The loaded history's customers and touches do not say when their rows became known; a request may.</summary>
    [Fact]
    public async Task ScoreHistory_OfAProfileAndTouchIngestedAfterTheDate_IgnoresThem()
    {
        var history = new InlineMessages(served.Store, 1).Whole();
        var profile = history.Profile;
        history.Profile = null;
        var before = await Client.ScoreHistoryAsync(new ScoreHistoryRequest { History = history });

        history.Profile = profile;
        profile.IngestedAt = "2098-01-01";
        var action = served.Store.Vocabularies.Actions.WordOf(0);
        history.Touches.Add(new CampaignTouch { OccurredAt = DaysFromDefault(-2), IngestedAt = "2098-01-01", Action = action, Channel = "email" });
        var after = await Client.ScoreHistoryAsync(new ScoreHistoryRequest { History = history });

        Assert.DoesNotContain("customers.ingested_at", HistoryColumns.Of(served.Store));
        Assert.DoesNotContain("touches.ingested_at", HistoryColumns.Of(served.Store));
        Assert.Equal(before, after);
    }

    /// <summary>No customer of the loaded history cancelled; who is described did, before or after the date.</summary>
    [Theory]
    [InlineData(-1, ScoreStatus.AlreadyChurned)]
    [InlineData(1, ScoreStatus.Scored)]
    public async Task ScoreHistory_OfACustomerWhoCancelled_HasLeftFromThenOn(int days, ScoreStatus expected)
    {
        var history = new InlineMessages(served.Store, ActiveCustomerWithoutOrderLately()).Whole();
        var customer = await Client.ScoreHistoryAsync(new ScoreHistoryRequest { History = history });

        history.Profile.CancelledAt = DaysFromDefault(days);
        var cancelled = await Client.ScoreHistoryAsync(new ScoreHistoryRequest { History = history });

        Assert.DoesNotContain("customers.cancelled_at", HistoryColumns.Of(served.Store));
        Assert.Equal(ScoreStatus.Scored, customer.Status);
        Assert.Equal(expected, cancelled.Status);
        Assert.Equal(expected == ScoreStatus.Scored ? customer.ChurnProbability : 0, cancelled.ChurnProbability);
    }

    /// <summary>A customer who may cancel a day before the default date and after the last order, and whose first row of what is known
    /// holds by then.</summary>
    private int ActiveCustomerWithoutOrderLately() => Enumerable.Range(0, served.Store.CustomerCount).First(customer =>
    {
        var table = served.Store.Transactions;
        return CanBeWrittenOut(customer)
            && table.OccurredAt[table.Start[customer + 1] - 1] < served.DefaultAsOf.Instant - (7 * Instants.MicrosecondsPerDay)
            && served.Scorer.Score(served.Store.Customer(customer), served.DefaultAsOf).Status == CustomerStatus.Scored;
    });

    private string DaysFromDefault(int days) => served.DefaultAsOf.Date.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Fact]
    public async Task ScoreHistory_OfTransactionsAlone_Scores()
    {
        var history = new InlineMessages(served.Store, 1).Whole();
        var bare = new V1.CustomerHistory { CustomerId = "new here", Transactions = { history.Transactions } };

        var score = await Client.ScoreHistoryAsync(new ScoreHistoryRequest { History = bare });

        Assert.Equal("new here", score.CustomerId);
        Assert.NotEqual(ScoreStatus.InsufficientHistory, score.Status);
        Assert.True(score.HasChurnProbability || score.HasReactivationProbability);
    }

    [Fact]
    public async Task ScoreHistory_OfMalformedFields_NamesEachOfThem()
    {
        var history = new V1.CustomerHistory
        {
            CustomerId = "a",
            Transactions = { new Transaction { OccurredAt = "2024-05-01", Amount = 5 }, new Transaction { OccurredAt = "soon", Amount = double.NaN } },
            Engagement = { new EngagementEvent { Kind = "visit", OccurredAt = "" }, new EngagementEvent { OccurredAt = "2024-05-01" } },
            Satisfaction = { new SatisfactionAnswer { OccurredAt = "2024-05-01", Instrument = "999" } },
            Support = { new SupportTicket { OpenedAt = "2024-05-01", Severity = "awful" } },
            Touches = { new CampaignTouch { OccurredAt = "2024-05-01", Action = "call", RedeemedAt = "never" }, new CampaignTouch { OccurredAt = "2024-05-01" } },
        };

        var fields = await Refusal.FieldsOfAsync(async () => await Client.ScoreHistoryAsync(new ScoreHistoryRequest { History = history }));

        string[] expected =
        [
            "history.engagement[0].occurred_at", "history.engagement[1].kind", "history.satisfaction[0].instrument", "history.support[0].severity",
            "history.touches[0].redeemed_at", "history.touches[1].action", "history.transactions[1].amount", "history.transactions[1].occurred_at",
        ];
        Assert.Equal(expected, fields.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ScoreHistory_OfSeverityInJapanese_IsThatOfTheEnglishWord()
    {
        var answers = new List<V1.CustomerScore>();
        foreach (var severity in (string[])["critical", "緊急"])
        {
            var history = new V1.CustomerHistory
            {
                CustomerId = "a",
                Transactions = { new Transaction { OccurredAt = "2024-05-01", Amount = 5 } },
                Support = { new SupportTicket { OpenedAt = "2024-05-02", Severity = severity } },
            };
            answers.Add(await Client.ScoreHistoryAsync(new ScoreHistoryRequest { History = history }));
        }

        Assert.Equal(answers[0], answers[1]);
    }

    [Fact]
    public async Task ScoreHistory_OfNumbersThatNoTableWouldHold_NamesEachOfThemAndNoAmount()
    {
        var history = new V1.CustomerHistory
        {
            CustomerId = "a",
            Profile = new CustomerProfile { Attributes = { ["lucky_number"] = new V1.AttributeValue { Number = 1e45 } } },
            Transactions =
            {
                new Transaction { OccurredAt = "2024-05-01", Amount = 1.1e18 },
                new Transaction { OccurredAt = "2024-05-01", Amount = 5, Margin = double.PositiveInfinity, ListPrice = 1e300, Quantity = 1e45 },
            },
            Engagement = { new EngagementEvent { Kind = "visit", OccurredAt = "2024-05-01", Value = double.NaN } },
            Satisfaction =
            {
                new SatisfactionAnswer { OccurredAt = "2024-05-01", Instrument = "nps", Score = 99 },
                new SatisfactionAnswer { OccurredAt = "2024-05-01", Instrument = "csat", Score = 3, ScaleMin = 5, ScaleMax = 1 },
            },
            Touches = { new CampaignTouch { OccurredAt = "2024-05-01", Action = "call", Cost = double.NegativeInfinity } },
        };

        var exception = await Refusal.OfAsync(StatusCode.InvalidArgument, async () => await Client.ScoreHistoryAsync(new ScoreHistoryRequest { History = history }));
        var fields = await Refusal.FieldsOfAsync(async () => await Client.ScoreHistoryAsync(new ScoreHistoryRequest { History = history }));

        string[] expected =
        [
            "history.engagement[0].value", "history.profile.attributes[lucky_number]", "history.satisfaction[0].score", "history.satisfaction[1].score", "history.touches[0].cost",
            "history.transactions[0].amount", "history.transactions[1].list_price", "history.transactions[1].margin", "history.transactions[1].quantity",
        ];
        Assert.Equal(expected, fields.Order(StringComparer.Ordinal));
        Assert.DoesNotContain("1.1E+18", exception.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ScoreHistory_OfAttributesOfTheWrongKind_NamesEachOfThem()
    {
        var profile = new CustomerProfile
        {
            Attributes =
            {
                ["lucky_number"] = new V1.AttributeValue { Text = "seven" },
                ["favourite_colour"] = new V1.AttributeValue { Flag = true },
                ["segment"] = new V1.AttributeValue { Number = 2 },
                ["price_rise_percent"] = new V1.AttributeValue { Number = 3 },
            },
        };
        var request = new ScoreHistoryRequest { History = new V1.CustomerHistory { CustomerId = "a", Profile = profile } };

        var exception = await Refusal.OfAsync(StatusCode.InvalidArgument, async () => await Client.ScoreHistoryAsync(request));
        var violations = exception.GetRpcStatus()!.Details.Single().Unpack<BadRequest>().FieldViolations;

        string[] expected =
        [
            "history.profile.attributes[favourite_colour]: found a flag, expected a text, as the loaded history has it",
            "history.profile.attributes[lucky_number]: found a text, expected a number, as the loaded history has it",
            "history.profile.attributes[segment]: found a number, expected a text, as the loaded history has it",
        ];
        Assert.Equal(expected, violations.Select(violation => $"{violation.Field}: {violation.Description}").Order(StringComparer.Ordinal));
    }

    /// <summary>Files' booleans are read as numbers.</summary>
    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void Read_OfAFlag_IsTheNumberThatFilesHave(bool flag, float expected)
    {
        var history = new V1.CustomerHistory
        {
            CustomerId = "a",
            Profile = new CustomerProfile { Attributes = { ["lucky_number"] = new V1.AttributeValue { Flag = flag } } },
        };

        var (store, _) = new InlineHistory(served.Store).Read(history);

        Assert.Equal([expected], store!.Customers!.Attributes.Single(attribute => attribute.Name == "lucky_number").Numbers!);
    }

    /// <summary>A column of files that no model knows is not used either.</summary>
    [Fact]
    public async Task ScoreHistory_OfAttributesThatNobodyKnows_DoesNotUseThem()
    {
        var history = new InlineMessages(served.Store, 1).Whole();
        var before = await Client.ScoreHistoryAsync(new ScoreHistoryRequest { History = history });

        history.Profile.Attributes["shoe_size"] = new V1.AttributeValue { Number = 43 };
        history.Profile.Attributes["is_tall"] = new V1.AttributeValue { Flag = true };
        history.Profile.Attributes["pet"] = new V1.AttributeValue { Text = "cat" };
        history.Profile.Attributes["lucky_charm"] = new V1.AttributeValue();
        var after = await Client.ScoreHistoryAsync(new ScoreHistoryRequest { History = history });

        Assert.Equal(before, after);
    }

    /// <summary>Names are the request's own, and travel in the header as well.</summary>
    [Fact]
    public void Read_OfManyAttributesThatAreNoNumbers_NamesTheFirstTwentyByTheirBeginnings()
    {
        var history = new V1.CustomerHistory { CustomerId = "x", Profile = new CustomerProfile() };
        for (var attribute = 0; attribute < 50; attribute++)
            history.Profile.Attributes[$"{attribute} {new string('y', 20_000)}"] = new V1.AttributeValue { Number = double.NaN };

        var (_, problems) = new InlineHistory(served.Store).Read(history);

        Assert.Equal(20, problems.Count);
        Assert.All(problems, problem => Assert.InRange(problem.Field.Length, 1, 60));
    }

    [Theory]
    [InlineData("0001-06-01")]
    [InlineData("9999-12-31")]
    public async Task ScoreHistory_AsOfADateThatNoCalendarOfCustomersHas_NamesTheField(string asOf)
    {
        var history = new V1.CustomerHistory { CustomerId = "a", Transactions = { new Transaction { OccurredAt = "2024-05-01", Amount = 5 } } };

        Assert.Equal(["as_of"], await Refusal.FieldsOfAsync(async () => await Client.ScoreHistoryAsync(new ScoreHistoryRequest { History = history, AsOf = asOf })));
    }

    [Fact]
    public async Task ScoreHistory_WithoutAnId_NamesTheField()
    {
        var history = new V1.CustomerHistory { Transactions = { new Transaction { OccurredAt = "2024-05-01", Amount = 5 } } };

        Assert.Equal(["history.customer_id"], await Refusal.FieldsOfAsync(async () => await Client.ScoreHistoryAsync(new ScoreHistoryRequest { History = history })));
    }

    [Fact]
    public async Task ScoreHistory_OfAWrongBirthMonth_NamesTheField()
    {
        var history = new InlineMessages(served.Store, 1).Whole();
        history.Profile.BirthMonth = 300;

        Assert.Equal(["history.profile.birth_month"], await Refusal.FieldsOfAsync(async () => await Client.ScoreHistoryAsync(new ScoreHistoryRequest { History = history })));
    }

    [Fact]
    public async Task ScoreHistory_WithoutHistoryOrEvents_NamesTheField()
    {
        Assert.Equal(["history"], await Refusal.FieldsOfAsync(async () => await Client.ScoreHistoryAsync(new ScoreHistoryRequest())));
        Assert.Equal(["history"], await Refusal.FieldsOfAsync(async () =>
            await Client.ScoreHistoryAsync(new ScoreHistoryRequest { History = new V1.CustomerHistory { CustomerId = "a" } })));
    }

    [Fact]
    public async Task ScoreHistory_InAnotherCurrency_NamesTheField()
    {
        var history = new V1.CustomerHistory { CustomerId = "a", Transactions = { new Transaction { OccurredAt = "2024-05-01", Amount = 5, Currency = "EUR" } } };

        var exception = await Refusal.OfAsync(StatusCode.InvalidArgument, async () => await Client.ScoreHistoryAsync(new ScoreHistoryRequest { History = history }));

        Assert.Contains("history.transactions[0].currency", exception.Status.Detail, StringComparison.Ordinal);
    }
}

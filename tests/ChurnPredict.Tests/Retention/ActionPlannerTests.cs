using ChurnPredict.History;
using ChurnPredict.Labels;
using ChurnPredict.Retention;
using static ChurnPredict.Tests.Retention.PlannedCustomer;

namespace ChurnPredict.Tests.Retention;

public class ActionPlannerTests
{
    [Fact]
    public void Plan_OfAnActionThatPays_HasTheNetValueOfTheEconomics()
    {
        var plan = Plan(Catalogue("contact_cost: 2\nincentive_cost: 10\nredeem_probability: 0.3"));

        Assert.Equal((0.1 * 100) - 2 - (0.3 * 10), Assert.Single(plan.Actions).NetValue, 12);
        Assert.Null(plan.WhyNone);
    }

    [Fact]
    public void Plan_OfSeveralActions_RanksThemByNetValue()
    {
        var plan = Plan(Catalogue("contact_cost: 5", "contact_cost: 1", "contact_cost: 3", "contact_cost: 4"));

        Assert.Equal(["a2", "a3", "a4"], plan.Actions.Select(action => action.Action.Id));
    }

    [Fact]
    public void Plan_WhenNothingPays_SaysWhatCameClosest()
    {
        var plan = Plan(Catalogue("contact_cost: 12", "contact_cost: 11"));

        Assert.Empty(plan.Actions);
        Assert.Equal(NoActionReason.NothingPays, plan.WhyNone);
        Assert.Equal("a2", plan.Closest!.Action.Id);
        Assert.Equal("No action saves more than it costs. Closest: Title – it would cost EUR 11.00 to save EUR 10.00.", plan.Explain("en"));
        Assert.Contains("題", plan.Explain("ja"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(null, false)]
    public void Plan_OfAnActionThatNeedsConsent_IsMadeOnlyWithConsent(bool? consent, bool expected)
    {
        var plan = Plan(Catalogue(""), CustomerWith(row: new CustomerRow("a") { ConsentEmail = consent, ConsentSms = true }));

        Assert.Equal(expected, plan.Actions.Count == 1);
        Assert.Equal(expected ? null : ActionObstacle.NoConsent, plan.Closest?.Obstacle);
    }

    [Fact]
    public void Plan_OfConsentThatWasWithdrawnBeforeTheDate_GivesNoAction()
    {
        var history = new EventStoreBuilder(Description)
            .Add(new TransactionRow("a", DaysAgo(30), 40))
            .Add(new CustomerRow("a") { ValidFrom = DaysAgo(100), ConsentEmail = true })
            .Add(new CustomerRow("a") { ValidFrom = DaysAgo(1), ConsentEmail = false })
            .Build().Customer(0);

        Assert.Empty(Plan(Catalogue(""), history).Actions);
    }

    [Theory]
    [InlineData("countries: [JP, US]", true)]
    [InlineData("countries: [US]", false)]
    public void Plan_OfAnActionForSomeCountries_IsMadeOnlyThere(string lines, bool expected)
    {
        var plan = Plan(Catalogue(lines));

        Assert.Equal(expected, plan.Actions.Count == 1);
        Assert.Equal(expected ? null : ActionObstacle.Country, plan.Closest?.Obstacle);
    }

    [Theory]
    [InlineData(29, false, false)]
    [InlineData(31, false, true)]
    [InlineData(29, true, true)]
    public void Plan_OfAnActionDoneNotLongAgo_WaitsForTheCooldown(int daysAgo, bool isControl, bool expected)
    {
        var history = CustomerWith(touches: new TouchRow("a", DaysAgo(daysAgo), "a1") { IsControl = isControl });

        Assert.Equal(expected, Plan(Catalogue("cooldown: 30d"), history).Actions.Count == 1);
    }

    [Fact]
    public void Plan_WithContactsLeft_NeverPlansMoreThanTheLimit()
    {
        var description = Description with { ContactLimits = [new ContactLimit("all", 3, 30), new ContactLimit("email", 1, 30)] };
        var history = CustomerWith(description, null, new TouchRow("a", DaysAgo(5), "x") { Channel = "phone" }, new TouchRow("a", DaysAgo(40), "x") { Channel = "email" });

        var plan = Plan(Catalogue("contact_cost: 1", "contact_cost: 2", "contact_cost: 3\nchannel: app", "contact_cost: 4\nchannel: app"), history);

        Assert.Equal(["a1", "a3"], plan.Actions.Select(action => action.Action.Id));
    }

    [Fact]
    public void Plan_WithoutContactsLeft_SaysSo()
    {
        var description = Description with { ContactLimits = [new ContactLimit("all", 1, 30)] };

        var plan = Plan(Catalogue(""), CustomerWith(description, null, new TouchRow("a", DaysAgo(5), "x")));

        Assert.Equal((NoActionReason.NoneAllowed, ActionObstacle.ContactLimit), (plan.WhyNone, plan.Closest!.Obstacle));
    }

    [Theory]
    [InlineData("21:00", "08:00", "08:00")]
    [InlineData("01:00", "08:00", "00:00")]
    [InlineData("00:00", "09:30", "09:30")]
    public void Plan_WithQuietHours_WaitsForTheirEnd(string from, string to, string expected)
    {
        var description = Description with { QuietHours = [new QuietHours("all", TimeOnly.Parse(from), TimeOnly.Parse(to))] };

        Assert.Equal(TimeOnly.Parse(expected), Plan(Catalogue(""), CustomerWith(description)).Actions[0].NotBefore);
    }

    [Fact]
    public void Plan_OnAChannelThatIsQuietAllDay_GivesNoAction()
    {
        var description = Description with { QuietHours = [new QuietHours("email", new TimeOnly(0, 0), new TimeOnly(0, 0))] };

        Assert.Equal(ActionObstacle.QuietHours, Plan(Catalogue(""), CustomerWith(description)).Closest!.Obstacle);
    }

    [Fact]
    public void Plan_OfOneWhoChurned_OnlyTakesWhatIsMeantForThem()
    {
        var score = Score() with { Status = CustomerStatus.AlreadyChurned, ChurnProbability = null, ValueAtRisk = null, ReactivationProbability = 0.2 };

        var plan = Plan(Catalogue("", "eligible: status == 'ALREADY_CHURNED'"), score: score);

        var planned = Assert.Single(plan.Actions);
        Assert.Equal("a2", planned.Action.Id);
        Assert.Equal((0.1 * 0.8 * 200) - 1, planned.NetValue, 12);
    }

    /// <summary>As of contracts, whose models know of no returns: not the value is what is missing.</summary>
    [Fact]
    public void Plan_OfOneWhoChurnedByAModelThatKnowsOfNoReturns_SaysSo()
    {
        var score = Score(value: null) with { Status = CustomerStatus.AlreadyChurned, ChurnProbability = null, ValueAtRisk = null };

        var plan = Plan(Catalogue("eligible: status == 'ALREADY_CHURNED'"), score: score);

        Assert.Equal(NoActionReason.UnknownReturn, plan.WhyNone);
        Assert.Contains("too few returns", plan.Explain("en"), StringComparison.Ordinal);
        Assert.Contains("復帰の例", plan.Explain("ja"), StringComparison.Ordinal);
        Assert.Equal(NoActionReason.UnknownValue, Plan(Catalogue(""), score: score with { ReactivationProbability = 0.2 }).WhyNone);
    }

    [Fact]
    public void Plan_WithoutValue_SaysWhatIsMissing()
    {
        var plan = Plan(Catalogue(""), score: Score(value: null));

        Assert.Equal(NoActionReason.UnknownValue, plan.WhyNone);
        Assert.Contains("gross_margin", plan.Explain("en"), StringComparison.Ordinal);
    }

    /// <summary>A shop's customer with a ticket and no order is not unknown.</summary>
    [Theory]
    [InlineData("en", "too little is known", "first order")]
    [InlineData("ja", "情報が少なく", "最初の注文")]
    public void Plan_OfInsufficientHistory_SaysThatTooLittleIsKnown(string language, string known, string beginning)
    {
        var reason = Plan(Catalogue(""), score: Score() with { Status = CustomerStatus.InsufficientHistory }).Explain(language)!;

        Assert.Contains(known, reason, StringComparison.Ordinal);
        Assert.Contains(beginning, reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_OfSegmentUplifts_TakesTheFirstThatHolds()
    {
        var catalogue = Catalogue("relative_uplift: { value: 0.1, source: prior, segments: [{ when: recency_days > 90, value: 0.9, source: measured }, { when: recency_days > 20, value: 0.5, source: measured }] }");

        var planned = Assert.Single(Plan(catalogue).Actions);

        Assert.Equal(new ActionUplift(0.5, UpliftSource.Measured), planned.Uplift);
    }

    [Fact]
    public void Plan_OfCostsInAnotherCurrency_ConvertsThem()
    {
        var catalogue = Catalogue("contact_cost: 2\nincentive_cost: 3") with { Currency = "USD", Rates = new Dictionary<string, double> { ["EUR"] = 0.5 } };

        var planned = Assert.Single(Plan(catalogue).Actions);

        Assert.Equal((1.0, 1.5), (planned.ContactCost, planned.IncentiveCost));
    }

    [Fact]
    public void Plan_OfAHoldoutCustomer_HasNoAction()
    {
        var plan = Plan(Catalogue(""), holdout: 1);

        Assert.True(plan.IsHoldout);
        Assert.Equal(NoActionReason.Holdout, plan.WhyNone);
        Assert.Empty(plan.Actions);
    }

    /// <summary>Nothing is held back from those for whom nothing could be planned, though they stay in the group.</summary>
    [Theory]
    [InlineData(CustomerStatus.Scored, NoActionReason.UnknownValue)]
    [InlineData(CustomerStatus.AlreadyChurned, NoActionReason.UnknownReturn)]
    [InlineData(CustomerStatus.InsufficientHistory, NoActionReason.InsufficientHistory)]
    public void Plan_OfAHoldoutCustomerForWhomNothingCouldBePlanned_SaysWhyAndKeepsTheGroup(CustomerStatus status, NoActionReason reason)
    {
        var plan = Plan(Catalogue(""), score: Score(value: null) with { Status = status }, holdout: 1);

        Assert.Equal((reason, true), (plan.WhyNone, plan.IsHoldout));
    }

    [Fact]
    public void Message_WithPlaceholders_NamesTheCustomersOwn()
    {
        var catalogue = Catalogue("message: { en: '{category}, {channel}, {last_order_date}, {valid_until}, {rank}', ja: '{category} {last_order_date}' }");

        var planned = Assert.Single(Plan(catalogue).Actions);

        Assert.Equal("tea, app, 2 May 2025, 15 June 2025, rank_3", planned.Message("en"));
        Assert.Equal("tea 2025年5月2日", planned.Message("ja"));
    }

    [Fact]
    public void Why_OfAPrior_GivesTheReasonTheMoneyAndSaysThatItIsOne()
    {
        var planned = Assert.Single(Plan(Catalogue("why: { en: Because., ja: 理由。 }")).Actions);

        Assert.Equal("Because. Expected to save EUR 10.00 of EUR 100.00 at risk for EUR 1.00: EUR 9.00 net. The effect is assumed, not yet measured.", planned.Why("en"));
        Assert.StartsWith("理由。", planned.Why("ja"), StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_ByTheBuiltInCatalogue_FindsSomethingForAnUnhappyCustomer()
    {
        var plan = Plan(ActionCatalogue.ReadBuiltIn(), score: Score(churn: 0.8, value: 3000));

        Assert.Contains(plan.Actions, action => action.Action.Id == "something_extra");
        Assert.All(plan.Actions, action => Assert.DoesNotContain("{", action.Message("ja") + action.Why("en"), StringComparison.Ordinal));
    }
}

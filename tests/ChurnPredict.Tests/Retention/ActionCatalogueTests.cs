using ChurnPredict.Retention;

namespace ChurnPredict.Tests.Retention;

public class ActionCatalogueTests
{
    private static readonly string[] Situations =
    [
        "service_recovery_call", "proactive_support", "apology_compensation", "onboarding", "product_education",
        "personalised_recommendation", "value_added_content", "thank_you_message", "birthday_message", "anniversary_message",
        "coupon", "bonus_points", "next_rank_nudge", "rank_upgrade", "exclusive_event", "community_invitation",
        "referral_invitation", "something_extra", "plan_fit", "free_returns", "feedback_survey", "win_back_offer",
    ];

    [Fact]
    public void ReadBuiltIn_Always_CoversWhatRetentionTeamsDo()
    {
        var catalogue = ActionCatalogue.ReadBuiltIn();

        Assert.Empty(Situations.Except(catalogue.Actions.Select(action => action.Id)));
    }

    [Fact]
    public void ReadBuiltIn_Always_HasEveryTextInEnglishAndJapanese()
    {
        foreach (var action in ActionCatalogue.ReadBuiltIn().Actions)
        {
            foreach (var text in new[] { action.Title, action.Message, action.Why! })
            {
                Assert.Equal(["en", "ja"], text.ByLanguage.Keys.Order(StringComparer.Ordinal));
                Assert.Contains(text.In("ja"), character => character > 0x3000);
            }
        }
    }

    [Fact]
    public void ReadBuiltIn_Always_CallsEveryUpliftAPrior() =>
        Assert.All(ActionCatalogue.ReadBuiltIn().Actions, action => Assert.Equal(UpliftSource.Prior, action.Uplift.Source));

    [Theory]
    [InlineData("eligible: recency_dayz > 3", "line 8, actions[0].eligible: found unknown name 'recency_dayz' (is 'recency_days' meant?)")]
    [InlineData("contact_cost: -1", "line 6, actions[0].contact_cost: found '-1', expected a number of 0 or more")]
    [InlineData("contact_cost: free", "found 'free'")]
    [InlineData("incentive_cost: -0.5", "incentive_cost: found '-0.5'")]
    [InlineData("redeem_probability: 1.5", "found '1.5', expected a number from 0 to 1")]
    [InlineData("relative_uplift: { value: 2, source: prior }", "relative_uplift.value: found '2'")]
    [InlineData("relative_uplift: 0.1", "line 7, actions[0].relative_uplift: found '0.1', expected value, source and, optional, segments, such as { value: 0.1, source: prior }")]
    [InlineData("relative_uplift: -", "relative_uplift: found nothing, expected value, source and")]
    [InlineData("title: Coupon", "title: found 'Coupon', expected a text by language such as { en: Coupon")]
    [InlineData("relative_uplift: { value: 0.2 }", "relative_uplift.source: found nothing, expected prior or measured")]
    [InlineData("relative_uplift: { value: 0.2, source: guess }", "found 'guess', expected prior or measured")]
    [InlineData("message: -", "actions[0].message: found no text")]
    [InlineData("title: { ja: 題 }", "found no English text")]
    [InlineData("title: { en: '' }", "found no English text")]
    [InlineData("title: { en: a, ja: ' ' }", "title.ja: found an empty text")]
    [InlineData("message: { en: 'Hello {name}' }", "placeholder '{name}'")]
    [InlineData("channel: -", "channel: found nothing")]
    [InlineData("colour: red", "unknown key 'actions[0].colour'")]
    [InlineData("countries: [Japan]", "found 'Japan', expected ISO country codes")]
    [InlineData("cooldown: soon", "found 'soon', expected a duration")]
    [InlineData("requires_consent: maybe", "found 'maybe'")]
    [InlineData("channel: app\nrequires_consent: true", "consent for channel 'app'")]
    public void Parse_OfAWrongAction_NamesLineFoundAndExpected(string lines, string message)
    {
        var exception = Assert.Throws<InvalidCustomerDataException>(() => PlannedCustomer.Catalogue(lines));

        Assert.StartsWith("catalogue.yaml, line ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_OfTwoActionsWithOneId_IsRefused()
    {
        var exception = Assert.Throws<InvalidCustomerDataException>(() => PlannedCustomer.Catalogue("id: same", "id: same"));

        Assert.Contains("'same' a second time", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("actions: []")]
    [InlineData("actions: 3")]
    [InlineData("{ actions: [")]
    public void Parse_OfNoCatalogue_IsRefused(string yaml) =>
        Assert.Throws<InvalidCustomerDataException>(() => ActionCatalogue.Parse(yaml, "catalogue.yaml"));

    [Fact]
    public void RateTo_OfACurrencyWithoutRate_SaysWhichIsMissing()
    {
        var catalogue = PlannedCustomer.Catalogue("") with { Currency = "USD", Rates = new Dictionary<string, double> { ["JPY"] = 150 } };

        Assert.Equal(150, catalogue.RateTo("JPY"));
        Assert.Equal(1, catalogue.RateTo("USD"));
        Assert.Contains("EUR", Assert.Throws<InvalidCustomerDataException>(() => catalogue.RateTo("EUR")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ja", "題")]
    [InlineData("ja-JP", "題")]
    [InlineData("fr", "Title")]
    public void In_OfALanguage_FallsBackToEnglish(string language, string expected) =>
        Assert.Equal(expected, PlannedCustomer.Catalogue("").Actions[0].Title.In(language));
}

using ChurnPredict.Features;
using ChurnPredict.Labels;
using ChurnPredict.Scoring;
using ChurnPredict.Tests.Features;
using ChurnPredict.Texts;

namespace ChurnPredict.Tests.Texts;

public sealed class LanguageTextsTests
{
    private static readonly FeatureSchema Schema = FullHistory.Schema();

    [Fact]
    public void Languages_Always_HoldEnglishAndJapanese() => Assert.Equal(["en", "ja"], LanguageTexts.Languages);

    [Fact]
    public void Keys_EveryLanguage_AreTheSame()
    {
        var english = LanguageTexts.For("en").Keys.Order(StringComparer.Ordinal);
        Assert.All(LanguageTexts.Languages, language => Assert.Equal(english, LanguageTexts.For(language).Keys.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Keys_Features_AreExactlyThoseComputed()
    {
        var computed = FullHistory.AllDefinitions().Select(feature => $"features.{feature.LabelKey}").ToHashSet();
        var spoken = LanguageTexts.For("en").Keys
            .Where(key => key.StartsWith("features.", StringComparison.Ordinal) && key.Count(letter => letter == '.') == 1).ToArray();
        Assert.Empty(spoken.Except(computed));
        Assert.Empty(computed.Except(spoken));
    }

    [Fact]
    public void FeatureLabel_EveryFeatureAndLanguage_IsADifferentText()
    {
        foreach (var texts in LanguageTexts.Languages.Select(LanguageTexts.For))
        {
            var labels = Schema.Features.Select(texts.FeatureLabel).ToArray();
            Assert.All(labels, label => Assert.DoesNotContain("{", label, StringComparison.Ordinal));
            Assert.Empty(labels.GroupBy(label => label).Where(same => same.Count() > 1).Select(same => same.Key));
        }
    }

    [Fact]
    public void Reason_EveryFeatureValueAndLanguage_FillsEveryPlaceholder()
    {
        foreach (var texts in LanguageTexts.Languages.Select(LanguageTexts.For))
        {
            foreach (var value in (float[])[float.NaN, -1, -0.3f, 0, 0.4f, 1, 2, 143])
                Assert.All(Schema.Features, feature => Assert.DoesNotContain("{", texts.Reason(Schema, new Reason(feature.Name, value, 1)), StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("en", "recency_days", 143, 1, "The last order was 143 days ago, which raises the risk of leaving.")]
    [InlineData("ja", "recency_days", 143, 1, "最後の注文から143日経過しています。離反リスクを高める要因です。")]
    [InlineData("en", "recency_days", 1, -1, "The last order was 1 day ago, which lowers the risk of leaving.")]
    [InlineData("en", "orders_30d", 3, -1, "The customer placed 3 orders in the last 30 days, which lowers the risk of leaving.")]
    [InlineData("ja", "orders_30d", 3, -1, "直近30日間の注文は3件です。離反リスクを下げる要因です。")]
    [InlineData("en", "orders_trend_90d", -1 / 3.0, 1, "Orders in the last 90 days are down 50% on the 90 days before, which raises the risk of leaving.")]
    [InlineData("ja", "orders_trend_90d", -1 / 3.0, 1, "直近90日間の注文数はその前の90日間に比べて50%減です。離反リスクを高める要因です。")]
    [InlineData("en", "nps_class", 0, 1, "By the last NPS answer the customer is a detractor, which raises the risk of leaving.")]
    [InlineData("ja", "nps_class", 0, 1, "直近のNPS回答では批判者です。離反リスクを高める要因です。")]
    [InlineData("en", "delivery_last_late", 0, -1, "The last delivery was on time, which lowers the risk of leaving.")]
    [InlineData("en", "satisfaction_last", double.NaN, 1, "Nothing is known of “Last answer”, which raises the risk of leaving.")]
    [InlineData("en", "expected_order_overdue_days", -12, -1, "By the customer's rhythm the next order is due in 12 days, which lowers the risk of leaving.")]
    [InlineData("en", "plan", 1, 1, "The plan is “gold”, which raises the risk of leaving.")]
    [InlineData("ja", "plan", 99, 1, "プランは「その他」です。離反リスクを高める要因です。")]
    public void Reason_FeatureAndValue_ReadsNaturally(string language, string feature, double value, double contribution, string expected) =>
        Assert.Equal(expected, LanguageTexts.For(language).Reason(Schema, new Reason(feature, (float)value, contribution)));

    [Fact]
    public void Reason_Money_NamesTheCurrency() => Assert.Equal(
        "The customer spent 1,234 GBP in the last 90 days, which lowers the risk of leaving.",
        LanguageTexts.For("en").Reason(Schema, new Reason("spend_90d", 1234.4f, -0.2), "GBP"));

    [Theory]
    [InlineData("ja-JP", "ja")]
    [InlineData("en_GB", "en")]
    [InlineData("fr", "en")]
    [InlineData(null, "en")]
    public void For_AnyTag_FindsTheLanguageOrEnglish(string? tag, string language) => Assert.Equal(language, LanguageTexts.For(tag).Language);

    [Fact]
    public void Names_EveryEnumAndSegment_AreTexts()
    {
        foreach (var texts in LanguageTexts.Languages.Select(LanguageTexts.For))
        {
            Assert.All(Enum.GetValues<FeatureGroup>(), group => Assert.NotEmpty(texts.Group(group)));
            Assert.All(Enum.GetValues<CustomerStatus>(), status => Assert.NotEmpty(texts.Status(status)));
            Assert.All(Enum.GetValues<RiskTier>(), tier => Assert.NotEmpty(texts.RiskTier(tier)));
            Assert.All(RfmSegments.Names, name => Assert.NotEqual(name, texts.Segment(name)));
        }

        Assert.Equal("Gold", LanguageTexts.For("ja").Segment("Gold"));
    }
}

using ChurnPredict.Labels;
using ChurnPredict.Retention;

namespace ChurnPredict.Tests.Retention;

public class ActionConditionTests
{
    [Theory]
    [InlineData("recency_days > 20", true)]
    [InlineData("recency_days > 30", false)]
    [InlineData("recency_days >= 30 and orders_total <= 2", true)]
    [InlineData("not recency_days >= 30", false)]
    [InlineData("recency_days < 10 or orders_total == 2", true)]
    [InlineData("recency_days < 10 and orders_total == 2 or orders_total == 2", true)]
    [InlineData("recency_days < 10 and (orders_total == 2 or orders_total == 2)", false)]
    [InlineData("orders_total in [1, 2]", true)]
    [InlineData("orders_total not in [1, 2]", false)]
    [InlineData("plan == 'premium'", true)]
    [InlineData("plan != 'premium'", false)]
    [InlineData("plan in ['basic', 'free']", false)]
    [InlineData("segment.satisfaction_class == \"favourable\"", true)]
    [InlineData("segment.rfm == 'champions'", false)]
    [InlineData("segment.rfm != 'champions'", false)]
    [InlineData("known(segment.loyalty_rank) and not known(segment.rfm)", true)]
    [InlineData("churn_probability > 0.4 and value_at_risk == 100", true)]
    [InlineData("status == 'SCORED'", true)]
    [InlineData("orders_total > -1.5", true)]
    public void Compile_OfACustomer_SaysWhatItMeans(string text, bool expected)
    {
        var names = new ConditionNames(PlannedCustomer.Schema);

        var condition = ActionCondition.Parse(text, names).Compile(names);

        Assert.Equal(expected, condition(new ActionFacts(PlannedCustomer.Score())));
    }

    [Theory]
    [InlineData("recency_days < 5")]
    [InlineData("recency_days >= 5")]
    [InlineData("recency_days == 5")]
    [InlineData("recency_days != 5")]
    [InlineData("plan == 'basic'")]
    [InlineData("plan != 'basic'")]
    [InlineData("recency_days in [5]")]
    [InlineData("spend_total > 0")]
    public void Compile_OfWhatIsMissing_IsFalse(string text)
    {
        var names = new ConditionNames(PlannedCustomer.Schema);

        var condition = ActionCondition.Parse(text, names).Compile(names);

        Assert.False(condition(new ActionFacts(PlannedCustomer.Score(features: [float.NaN, float.NaN, float.NaN]))));
    }

    [Theory]
    [InlineData("recency_day > 5", "unknown name 'recency_day' (is 'recency_days' meant?)")]
    [InlineData("recency_days >", "the end where a name")]
    [InlineData("recency_days > 5 5", "5 where and, or")]
    [InlineData("(recency_days > 5", "the end where ')'")]
    [InlineData("recency_days = 5", "'='")]
    [InlineData("recency_days == 'long'", "which is a number, compared with a text")]
    [InlineData("plan > 3", "which is a text, compared with a number")]
    [InlineData("plan < 'x'", "ordered against a text")]
    [InlineData("'a' == 'a'", "not a name")]
    [InlineData("recency_days in [1, 'a']", "neither all texts nor all numbers")]
    [InlineData("", "the end where a name")]
    public void Parse_OfWhatIsNoCondition_SaysWhatIsWrong(string text, string message)
    {
        var exception = Assert.Throws<FormatException>(() => ActionCondition.Parse(text, new ConditionNames(PlannedCustomer.Schema)));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_OfEndlessBrackets_IsRefusedBeforeTheStackEnds() =>
        Assert.Throws<FormatException>(() => ActionCondition.Parse(new string('(', 100_000), new ConditionNames(null)));

    [Fact]
    public void MentionsStatus_OfAConditionThatDoes_IsTrue()
    {
        Assert.True(ActionCondition.Parse("recency_days > 3 and not status == 'SCORED'", new ConditionNames(null)).MentionsStatus);
        Assert.False(ActionCondition.Parse("recency_days > 3", new ConditionNames(null)).MentionsStatus);
    }

    [Fact]
    public void Compile_OfTheStatusOfOneWhoChurned_IsTheContractsWord()
    {
        var names = new ConditionNames(null);
        var score = PlannedCustomer.Score() with { Status = CustomerStatus.AlreadyChurned };

        Assert.True(ActionCondition.Parse("status == 'ALREADY_CHURNED'", names).Compile(names)(new ActionFacts(score)));
    }
}

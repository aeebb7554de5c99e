using ChurnPredict.Retention;
using ChurnPredict.Trainer.Scoring;

namespace ChurnPredict.Trainer.Tests.Scoring;

public sealed class ActionSummaryTests
{
    [Theory]
    [InlineData("JPY", "expected net value 1,234 JPY for 56 JPY; 7 who")]
    [InlineData(null, "expected net value 1,234 for 56; 7 who")]
    public void Tell_Amounts_NamesTheirCurrency(string? currency, string expected) =>
        Assert.Contains(expected, new ActionSummary(1000, 1234.2, 55.8, 7).Tell(currency), StringComparison.Ordinal);

    [Fact]
    public void Holdout_OfThoseWhoCouldGetNoAction_DoesNotCountThem()
    {
        ActionPlan[] plans =
        [
            new() { IsHoldout = true, WhyNone = NoActionReason.Holdout },
            new() { IsHoldout = true, WhyNone = NoActionReason.UnknownReturn },
            new() { IsHoldout = true, WhyNone = NoActionReason.InsufficientHistory },
            new() { WhyNone = NoActionReason.NoneEligible },
        ];

        Assert.Equal(1, ScoringTally.Of([], plans, written: 0).Actions.Holdout);
    }
}

using ChurnPredict.Learning;
using ChurnPredict.Scoring;

namespace ChurnPredict.Tests.Learning;

public sealed class RiskTierCutOffsTests
{
    private static readonly RiskTierCutOffs CutOffs = RiskTierCutOffs.ByShare(Enumerable.Range(0, 1000).Select(step => step / 1000.0));

    [Fact]
    public void ByShare_AThousandCustomers_GivesSeventyTwentySevenThree()
    {
        var counts = Enumerable.Range(0, 1000).CountBy(step => CutOffs.TierOf(step / 1000.0)).ToDictionary();
        Assert.Equal([700, 200, 70, 30], new[] { RiskTier.Low, RiskTier.Medium, RiskTier.High, RiskTier.Critical }.Select(tier => counts[tier]));
    }

    [Fact]
    public void TierOf_BarelyAcrossACutOff_KeepsTheTierFromBefore()
    {
        Assert.Equal(RiskTier.Medium, CutOffs.TierOf(0.701));
        Assert.Equal(RiskTier.Low, CutOffs.TierOf(0.701, RiskTier.Low));
    }

    [Fact]
    public void TierOf_ClearlyAcrossACutOff_Changes() => Assert.Equal(RiskTier.Medium, CutOffs.TierOf(0.75, RiskTier.Low));
}

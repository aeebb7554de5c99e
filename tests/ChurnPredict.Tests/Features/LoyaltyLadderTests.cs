using ChurnPredict.Features;
using ChurnPredict.History;
using ChurnPredict.Texts;

namespace ChurnPredict.Tests.Features;

public sealed class LoyaltyLadderTests
{
    private static readonly FeatureReference Programme = new() { Ranks = [new LoyaltyRank("silver", 100, null), new LoyaltyRank("gold", 1_000, null)] };

    [Fact]
    public void KeysOf_AProgramme_AreItsNames() => Assert.Equal(["silver", "gold"], LoyaltyLadder.KeysOf(Programme));

    [Fact]
    public void KeysOf_NoProgramme_AreTheQuintileRanks() =>
        Assert.Equal(["rank_1", "rank_2", "rank_3", "rank_4", "rank_5"], LoyaltyLadder.KeysOf(new FeatureReference()));

    [Fact]
    public void KeyOf_EachRank_IsTheKeyInItsPlace()
    {
        foreach (var reference in new[] { Programme, new FeatureReference() })
        {
            var keys = LoyaltyLadder.KeysOf(reference);
            Assert.Equal(keys, Enumerable.Range(1, keys.Count).Select(rank => LoyaltyLadder.KeyOf(reference, rank)));
            Assert.Null(LoyaltyLadder.KeyOf(reference, 0));
        }
    }

    [Fact]
    public void QuintileKeys_EveryLanguage_HaveATextOfTheirOwn() =>
        Assert.All(LanguageTexts.Languages, language => Assert.Empty(LoyaltyLadder.QuintileKeys.Except(LanguageTexts.For(language).SegmentKeys)));
}

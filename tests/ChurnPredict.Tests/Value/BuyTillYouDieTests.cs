using System.Text.Json;
using ChurnPredict.Value;

namespace ChurnPredict.Tests.Value;

public sealed class BuyTillYouDieTests
{
    private static readonly PurchaseSummary[] Base = Array.ConvertAll(
        new SimulatedBuyers(new ParetoNbd(.8, 8, .7, 12), 500, 0, 21).Summaries,
        summary => summary with { MeanRepeatSpend = summary.RepeatPurchases == 0 ? double.NaN : 10 + (summary.AgeWeeks % 7) });

    [Fact]
    public void Compute_FrequentBuyer_SpendIsOrdersTimesOrderValue()
    {
        var outputs = new float[BuyTillYouDie.Outputs.Count];
        BuyTillYouDie.Fit(Base)!.Compute(Base.MaxBy(summary => summary.RepeatPurchases), outputs);
        Assert.Equal(outputs[2] * outputs[3], outputs[4], 1e-3);
        Assert.True(outputs[4] < outputs[5] && outputs[5] < outputs[6]);
        Assert.InRange(outputs[0], .5f, 1);
    }

    [Fact]
    public void Compute_NoPurchase_IsMissing()
    {
        var outputs = new float[BuyTillYouDie.Outputs.Count];
        BuyTillYouDie.Fit(Base)!.Compute(null, outputs);
        Assert.All(outputs, output => Assert.True(float.IsNaN(output)));
    }

    [Fact]
    public void Fit_NobodyBoughtTwice_SpendIsUnknown()
    {
        var outputs = new float[BuyTillYouDie.Outputs.Count];
        BuyTillYouDie.Fit([new PurchaseSummary(0, 0, 5), new PurchaseSummary(0, 0, 9)])!.Compute(new PurchaseSummary(0, 0, 3), outputs);
        Assert.True(float.IsNaN(outputs[4]));
        Assert.True(float.IsFinite(outputs[2]));
        Assert.Null(BuyTillYouDie.Fit([]));
    }

    [Fact]
    public void Json_OfTheModels_ReadsBackTheSame()
    {
        var models = BuyTillYouDie.Fit(Base)!;
        Assert.Equal(models, JsonSerializer.Deserialize<BuyTillYouDie>(JsonSerializer.Serialize(models)));
    }
}

using System.Text.Json;
using ChurnPredict.Value;
using FsCheck;
using FsCheck.Fluent;

namespace ChurnPredict.Tests.Value;

/// <summary>No NaN, no overflow, no exception at the edges that real bases have.</summary>
public sealed class PurchaseModelEdgeTests
{
    public static TheoryData<PurchaseModelKind> Kinds => [.. Enum.GetValues<PurchaseModelKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_OneTimeBuyersOnly_StaysSane(PurchaseModelKind kind) =>
        AssertSane(kind, [.. Enumerable.Range(0, 50).Select(age => new PurchaseSummary(0, 0, age))]);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_AllAlike_StaysSane(PurchaseModelKind kind) =>
        AssertSane(kind, [.. Enumerable.Repeat(new PurchaseSummary(4, 20, 24, 10, 4 * Math.Log(5)), 200)]);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_OneCustomer_StaysSane(PurchaseModelKind kind)
    {
        AssertSane(kind, [new PurchaseSummary(3, 10, 40, 10, 3 * Math.Log(10 / 3.0))]);
        AssertSane(kind, [new PurchaseSummary(0, 0, 0)]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_HugeFrequencies_StaysSane(PurchaseModelKind kind) =>
        AssertSane(kind, [new(100_000, 52, 52, 1, -7e5), new(0, 0, 52), new(20_000, 10, 52, 1, -1.5e5), new(1, 1, 52, 1, 0)]);

    [Fact]
    public void Fit_OnAnyNumberOfThreads_IsTheSameToTheLastBit()
    {
        var groups = PurchaseGroups.From(new SimulatedBuyers(new ParetoNbd(.8, 8, .7, 12), 30_000, 0, 3).Summaries);
        Assert.Equal(PurchaseModelFitter.Fit(PurchaseModelKind.MbgNbd, groups, 1), PurchaseModelFitter.Fit(PurchaseModelKind.MbgNbd, groups, 3));
    }

    [Fact]
    public void ProbabilityAlive_OneTimeBuyerOfBgNbd_IsOneByConstruction()
    {
        Assert.Equal(1, new BetaGeometricNbd(.2, 4, .8, 2, 1, StopsAfterFirst: false).ProbabilityAlive(new PurchaseSummary(0, 0, 500)));
        Assert.True(new BetaGeometricNbd(.2, 4, .8, 2).ProbabilityAlive(new PurchaseSummary(0, 0, 500)) < .8);
    }

    [Fact]
    public void Json_OfEveryModel_ReadsBackTheSame()
    {
        foreach (var model in new PurchaseModel[] { new ParetoNbd(.1, 1 / 3.0, 3, 4), new BetaGeometricNbd(.1, .2, 1e-7, 4, 3, false) })
            Assert.Equal(model, JsonSerializer.Deserialize<PurchaseModel>(JsonSerializer.Serialize(model)));
    }

    [Fact]
    public void EveryResult_AnyParametersAndCustomer_IsFiniteAndInRange()
    {
        var logs = Gen.Choose(-1300, 1300).Select(value => value / 100.0).ArrayOf(4);
        var customers = from purchases in Gen.Elements(0, 0, 1, 2, 7, 40, 900, 100_000)
                        from age in Gen.Elements(0.0, .14, 3, 52, 500, 5000)
                        from share in Gen.Choose(0, 100)
                        select new PurchaseSummary(purchases, purchases == 0 ? 0 : age * share / 100, age, 10, -purchases);
        var cases = from log in logs from customer in customers from k in Gen.Choose(1, 5) select (log, customer, k);
        Prop.ForAll(cases.ToArbitrary(), test => IsSane(test.log, test.customer, test.k)).Check(Config.QuickThrowOnFailure.WithMaxTest(400).WithReplay(7, 9));
    }

    [Fact]
    public void ProbabilityAlive_LongerSilenceAtFixedFrequency_Falls()
    {
        foreach (var model in new PurchaseModel[] { new ParetoNbd(.5, 10, .6, 11), new BetaGeometricNbd(.3, 4, .8, 2.4, 1, false), new BetaGeometricNbd(.5, 6, .9, 1.6, 3) })
        {
            var alive = Enumerable.Range(0, 40).Select(silence => model.ProbabilityAlive(new PurchaseSummary(3, 39 - silence, 39))).ToArray();
            Assert.True(alive.Zip(alive.Skip(1)).All(pair => pair.Second < pair.First));
        }
    }

    [Fact]
    public void ExpectedPurchases_AtTheBorderBetweenExactSumAndIntegral_Agree()
    {
        for (var k = 1; k <= 2; k++)
        {
            var model = new BetaGeometricNbd(.6, 5, .7, 2.5, k, true);
            var values = Enumerable.Range(1, 200).Select(step => model.ExpectedPurchases(new PurchaseSummary(60, 50, 52), step * 40.0) ).ToArray();
            Assert.All(values.Zip(values.Skip(1)), pair => Assert.True(pair.Second > pair.First));
            Assert.All(values.Zip(values.Skip(1)).Zip(values.Skip(2)), triple => Assert.True(triple.Second - triple.First.Second < (triple.First.Second - triple.First.First) * 1.02));
        }
    }

    [Fact]
    public void Groups_ImpossibleSummary_NamesIt()
    {
        Assert.Contains("impossible", Assert.Throws<ArgumentException>(() => PurchaseGroups.From([new PurchaseSummary(2, 9, 8)])).Message);
        Assert.Throws<ArgumentException>(() => PurchaseGroups.From([new PurchaseSummary(2, double.NaN, 8)]));
        Assert.Throws<ArgumentException>(() => PurchaseModelFitter.Fit(PurchaseModelKind.BgNbd, PurchaseGroups.From([])));
    }

    private static void AssertSane(PurchaseModelKind kind, PurchaseSummary[] summaries)
    {
        var fit = PurchaseModelFitter.Fit(kind, PurchaseGroups.From(summaries));
        Assert.True(double.IsFinite(fit.LogLikelihood));
        Assert.All(fit.Model.Parameters.Values, value => Assert.True(double.IsFinite(value) && value > 0));
        Assert.All(summaries, summary => Assert.True(IsSane(fit.Model, summary), $"{fit.Model} of {summary}"));
    }

    private static bool IsSane(double[] logs, PurchaseSummary customer, int k)
    {
        var p = Array.ConvertAll(logs, Math.Exp);
        return IsSane(new ParetoNbd(p[0], p[1], p[2], p[3]), customer) && IsSane(new BetaGeometricNbd(p[0], p[1], p[2], p[3], k), customer)
            && IsSane(new BetaGeometricNbd(p[0], p[1], p[2], p[3], k, false), customer);
    }

    private static bool IsSane(PurchaseModel model, PurchaseSummary customer)
    {
        var (alive, none, expected) = (model.ProbabilityAlive(customer), model.ProbabilityOfNoPurchase(customer, 52), model.ExpectedPurchases(customer, 52));
        return alive is >= 0 and <= 1 && none is >= 0 and <= 1 && expected >= 0 && double.IsFinite(expected)
            && double.IsFinite(model.LogLikelihood(customer)) && model.ExpectedPurchases(customer, 0) == 0;
    }
}

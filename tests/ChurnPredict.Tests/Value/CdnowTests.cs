using ChurnPredict.Value;

namespace ChurnPredict.Tests.Value;

/// <summary>Fits and forecasts against the published figures of the CDNOW sample (see ../shared/data/README.md).</summary>
public sealed class CdnowTests
{
    private readonly CdnowSample _sample = CdnowSample.Read();

    [SharedDataFact(CdnowSample.File)]
    public void Fit_ParetoNbd_AsPublished() =>
        AssertFit(PurchaseModelKind.ParetoNbd, -9594.98, ("r", .553), ("alpha", 10.578), ("s", .606), ("beta", 11.669));

    [SharedDataFact(CdnowSample.File)]
    public void Fit_BgNbd_AsPublished() =>
        AssertFit(PurchaseModelKind.BgNbd, -9582.43, ("r", .243), ("alpha", 4.414), ("a", .793), ("b", 2.426));

    [SharedDataFact(CdnowSample.File)]
    public void Fit_MbgNbd_AsPublished() =>
        AssertFit(PurchaseModelKind.MbgNbd, -9582.14, ("r", .525), ("alpha", 6.183), ("a", .891), ("b", 1.614));

    [SharedDataFact(CdnowSample.File)]
    public void Fit_RegularityModels_FindNoRhythm()
    {
        var groups = PurchaseGroups.From(_sample.Summaries);
        Assert.Equal("bg_nbd", PurchaseModelFitter.Fit(PurchaseModelKind.BgCnbdK, groups).Model.Name);
        Assert.Equal("mbg_nbd", PurchaseModelFitter.Fit(PurchaseModelKind.MbgCnbdK, groups).Model.Name);
    }

    [SharedDataFact(CdnowSample.File)]
    public void Fit_GammaGamma_AsPublished()
    {
        var fit = GammaGamma.Fit(_sample.Summaries)!;
        Assert.Equal(946, fit.Customers);
        Assert.Equal(6.25, fit.Model.P, .005);
        Assert.Equal(3.74, fit.Model.Q, .005);
        Assert.Equal(15.45, fit.Model.Gamma, .01);
    }

    [SharedDataTheory(CdnowSample.File)]
    [InlineData(PurchaseModelKind.ParetoNbd, .7545, 1.6028, -.115, .7787)]
    [InlineData(PurchaseModelKind.BgNbd, .7855, 1.6080, -.122, .7725)]
    [InlineData(PurchaseModelKind.MbgNbd, .7648, 1.6072, -.162, .7728)]
    public void Holdout_PurchasesOf39Weeks_AsPublished(PurchaseModelKind kind, double mae, double rmse, double bias, double auc)
    {
        var (actual, expected) = (_sample.HoldoutPurchases, Expected(kind));
        Assert.Equal(1882, actual.Sum());
        Assert.Equal(mae, ValueMeasures.MeanAbsoluteError(actual, expected), .0001);
        Assert.Equal(rmse, ValueMeasures.RootMeanSquaredError(actual, expected), .0001);
        Assert.Equal(bias, ValueMeasures.TotalBias(actual, expected), .001);
        var silent = Array.ConvertAll(actual, purchases => purchases == 0);
        Assert.Equal(auc, ValueMeasures.AreaUnderCurve(silent, Array.ConvertAll(expected, value => -value)), .0001);
    }

    [SharedDataFact(CdnowSample.File)]
    public void Holdout_RevenueByParetoNbdAndGammaGamma_AsPublished()
    {
        var spend = GammaGamma.Fit(_sample.Summaries)!.Model;
        var revenue = Expected(PurchaseModelKind.ParetoNbd).Zip(_sample.Summaries, (count, summary) => count * spend.ExpectedSpend(summary)).ToArray();
        Assert.Equal(29.45, ValueMeasures.MeanAbsoluteError(_sample.HoldoutSpend, revenue), .01);
        Assert.Equal(.6595, ValueMeasures.NormalizedGini(_sample.HoldoutSpend, revenue), .001);
    }

    /// <summary>Learned inside the 39 weeks only: closer to the total than any of them, with about the same squared error. The mean absolute error is the
    /// price, since most customers buy nothing and it rewards expecting too little.</summary>
    [SharedDataFact(CdnowSample.File)]
    public void Holdout_CombinedModel_HasLessBiasAtAboutTheSameError()
    {
        Assert.All(_sample.Windows, window => Assert.True(window.To <= new DateOnly(1997, 10, 1)));
        var combination = PurchaseCombination.Learn(_sample.Windows)!;
        var (actual, expected) = (_sample.HoldoutPurchases, combination.Expected(_sample.Summaries, CdnowSample.HoldoutWeeks));
        Assert.InRange(ValueMeasures.RootMeanSquaredError(actual, expected), 1.5, 1.62);
        Assert.InRange(ValueMeasures.MeanAbsoluteError(actual, expected), .7, .82);
        Assert.InRange(ValueMeasures.TotalBias(actual, expected), -.11, .11);
        Assert.InRange(ValueMeasures.AreaUnderCurve(Array.ConvertAll(actual, purchases => purchases == 0), Array.ConvertAll(expected, value => -value)), .765, .82);
        Assert.Equal(expected, PurchaseCombination.Learn(_sample.Windows, 2)!.Expected(_sample.Summaries, CdnowSample.HoldoutWeeks, 2));
    }

    private double[] Expected(PurchaseModelKind kind)
    {
        var model = PurchaseModelFitter.Fit(kind, PurchaseGroups.From(_sample.Summaries)).Model;
        return Array.ConvertAll(_sample.Summaries, summary => model.ExpectedPurchases(summary, CdnowSample.HoldoutWeeks));
    }

    private void AssertFit(PurchaseModelKind kind, double logLikelihood, params (string Name, double Value)[] parameters)
    {
        var fit = PurchaseModelFitter.Fit(kind, PurchaseGroups.From(_sample.Summaries));
        Assert.Equal(2357, fit.Customers);
        Assert.Equal(logLikelihood, fit.LogLikelihood, .01);
        foreach (var (name, value) in parameters) Assert.Equal(value, fit.Model.Parameters[name], .0006);
    }
}

using ChurnPredict.History;
using ChurnPredict.Value;

namespace ChurnPredict.Features;

/// <summary>The probabilistic value models that features draw on.</summary>
internal static class BaseModels
{
    /// <summary>More customers make parameters no better than a few per mille; the sample is every n-th in canonical order.</summary>
    public const int SampleLimit = 100_000;

    private const int LeastCustomers = 50;

    /// <summary>The models, in the order of their features.</summary>
    public static readonly PurchaseModelKind[] Kinds = [PurchaseModelKind.ParetoNbd, PurchaseModelKind.MbgNbd];

    /// <summary>A model's name in features and on the command line.</summary>
    public static string NameOf(PurchaseModelKind kind) => kind == PurchaseModelKind.ParetoNbd ? "pareto_nbd" : "mbg_nbd";

    /// <summary>The fitted model of a kind; null when there was none to fit.</summary>
    public static PurchaseModel? Find(FeatureReference reference, PurchaseModelKind kind)
    {
        foreach (var model in reference.PurchaseModels)
        {
            if (model.Name == NameOf(kind)) return model;
        }

        return null;
    }

    /// <summary>What the models need to know of a customer with orders: as <see cref="PurchaseSummary.From"/>, from orders at hand,
    /// among which free ones do not count.</summary>
    public static PurchaseSummary Summarise(in OrderList orders, in PurchaseRhythm rhythm, AsOfDate asOf)
    {
        var days = orders.Days;
        var repeats = days.Length - 1;
        var lastObserved = asOf.Date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber - 1;
        return new PurchaseSummary(
            repeats,
            (days[^1] - days[0]) / PurchaseSummary.DaysPerWeek,
            (lastObserved - days[0]) / PurchaseSummary.DaysPerWeek,
            repeats == 0 ? double.NaN : (orders.Spend - orders.FirstDaySpend) / repeats,
            repeats == 0 ? 0 : rhythm.GapCount * (rhythm.LogMean - Math.Log(PurchaseSummary.DaysPerWeek)));
    }

    /// <summary>Fits the models on a sample of the base; too small a base gets none.</summary>
    public static FeatureReference Fit(FeatureReference reference, PurchaseSummary[] sample, int threadCount)
    {
        if (sample.Length < LeastCustomers || !sample.Any(summary => summary.RepeatPurchases > 0)) return reference;
        var groups = PurchaseGroups.From(sample);
        return reference with
        {
            PurchaseModels = [.. Kinds.Select(kind => PurchaseModelFitter.Fit(kind, groups, threadCount).Model)],
            SpendModel = GammaGamma.Fit(sample, threadCount)?.Model,
        };
    }
}

using ChurnPredict.Value;

namespace ChurnPredict.Trainer.ValueTables;

/// <summary>Fits the probabilistic models to a base and judges them within the holdout.</summary>
internal sealed class ValueReportBuilder(PurchaseBase customers, int? holdoutDays, int threadCount)
{
    private static readonly (string Name, PurchaseModelKind Kind)[] Kinds =
    [
        ("pareto_nbd", PurchaseModelKind.ParetoNbd),
        ("bg_nbd", PurchaseModelKind.BgNbd),
        ("mbg_nbd", PurchaseModelKind.MbgNbd),
        ("bg_cnbd_k", PurchaseModelKind.BgCnbdK),
        ("mbg_cnbd_k", PurchaseModelKind.MbgCnbdK),
    ];

    private readonly bool[] _silent = Array.ConvertAll(customers.HoldoutPurchases, purchases => purchases == 0);

    private double HoldoutWeeks => (holdoutDays ?? 0) / PurchaseSummary.DaysPerWeek;

    public ValueReport Build(DateOnly asOf, IProgress<double> progress)
    {
        var groups = PurchaseGroups.From(customers.Summaries);
        var models = new Dictionary<string, ValueModelRow>();
        var expectations = new Dictionary<string, double[]>();
        foreach (var (index, (name, kind)) in Kinds.Index())
        {
            var fit = PurchaseModelFitter.Fit(kind, groups, threadCount);
            expectations[name] = holdoutDays is null ? [] : Expected(fit.Model);
            models[name] = Row(Parameters(fit.Model, kind), fit.LogLikelihood, fit.Customers, customers.HoldoutPurchases, expectations[name]);
            progress.Report((index + 1.0) / (Kinds.Length + 1));
        }

        var spend = GammaGamma.Fit(customers.Summaries, threadCount);
        if (spend is not null) models["gamma_gamma"] = SpendRow(spend, expectations["pareto_nbd"]);
        return new ValueReport
        {
            AsOf = asOf,
            HoldoutDays = holdoutDays,
            Customers = customers.Summaries.Length,
            RepeatPurchases = groups.TotalPurchases,
            HoldoutPurchases = holdoutDays is null ? null : customers.HoldoutPurchases.Sum(),
            HoldoutSpend = holdoutDays is null ? null : customers.HoldoutSpend.Sum(),
            Models = models,
            Baselines = holdoutDays is null ? new Dictionary<string, ValueAccuracyRow>() : Baselines(),
            Notes = Notes(models, spend is null),
        };
    }

    /// <summary>The regularity models name their k even where the fit finds no rhythm, k = 1.</summary>
    private static IReadOnlyDictionary<string, double> Parameters(PurchaseModel model, PurchaseModelKind kind) =>
        model is BetaGeometricNbd { K: var k } && kind is (PurchaseModelKind.BgCnbdK or PurchaseModelKind.MbgCnbdK)
            ? new Dictionary<string, double>(model.Parameters) { ["k"] = k }
            : model.Parameters;

    private ValueModelRow SpendRow(SpendModelFit spend, double[] expectedPurchases)
    {
        var revenue = expectedPurchases.Zip(customers.Summaries, (count, summary) => count * spend.Model.ExpectedSpend(summary)).ToArray();
        var parameters = new Dictionary<string, double> { ["p"] = spend.Model.P, ["q"] = spend.Model.Q, ["gamma"] = spend.Model.Gamma };
        return Row(parameters, spend.LogLikelihood, spend.Customers, customers.HoldoutSpend, revenue);
    }

    private ValueModelRow Row(IReadOnlyDictionary<string, double> parameters, double logLikelihood, int fitted, double[] actual, double[] expected)
    {
        var accuracy = holdoutDays is null ? null : ValueAccuracyRow.Of(actual, expected, _silent);
        return new ValueModelRow
        {
            Parameters = parameters,
            LogLikelihood = logLikelihood,
            Customers = fitted,
            Mae = accuracy?.Mae,
            Rmse = accuracy?.Rmse,
            TotalBias = accuracy?.TotalBias,
            ChurnAuc = accuracy?.ChurnAuc,
            NormalizedGini = accuracy?.NormalizedGini,
        };
    }

    private double[] Expected(PurchaseModel model)
    {
        var expected = new double[customers.Summaries.Length];
        Parallel.For(0, expected.Length, new ParallelOptions { MaxDegreeOfParallelism = threadCount }, customer =>
            expected[customer] = model.ExpectedPurchases(customers.Summaries[customer], HoldoutWeeks));
        return expected;
    }

    private Dictionary<string, ValueAccuracyRow> Baselines()
    {
        var rate = Array.ConvertAll(customers.Summaries, summary => summary.RepeatPurchases * HoldoutWeeks / Math.Max(summary.AgeWeeks, 1));
        var silence = Array.ConvertAll(customers.Summaries, summary => summary.RecencyWeeks - summary.AgeWeeks);
        var byRate = ValueAccuracyRow.Of(customers.HoldoutPurchases, rate, _silent);
        var byRecency = ValueAccuracyRow.Of(customers.HoldoutPurchases, silence, _silent);
        return new Dictionary<string, ValueAccuracyRow>
        {
            ["past_rate"] = byRate,
            ["recency"] = byRecency with { Mae = double.NaN, Rmse = double.NaN, TotalBias = double.NaN },
        };
    }

    private List<string> Notes(Dictionary<string, ValueModelRow> models, bool withoutSpend)
    {
        var notes = new List<string> { "times are in weeks; purchases on the same local day count once; refunds are no purchases, free orders are" };
        var oneTime = customers.Summaries.Count(summary => summary.RepeatPurchases == 0);
        notes.Add($"{oneTime} of {customers.Summaries.Length} customers bought once: for bg_nbd and bg_cnbd_k they are alive for certain, by construction; prefer the mbg models or pareto_nbd");
        if (models["bg_nbd"].Parameters["a"] + models["bg_nbd"].Parameters["b"] < 1)
            notes.Add("a + b < 1: stopping probabilities lie near 0 or 1, most customers stop at once or hardly ever");
        if (withoutSpend) notes.Add("nobody bought twice for a positive amount: no spend model");
        return notes;
    }
}

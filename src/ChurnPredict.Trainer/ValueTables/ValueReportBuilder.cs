using ChurnPredict.Value;

namespace ChurnPredict.Trainer.ValueTables;

/// <summary>Fits the probabilistic models to a base and judges them within the holdout, with the combined model beside them.</summary>
internal sealed class ValueReportBuilder(PurchaseBase customers, IReadOnlyList<PurchaseWindow> windows, ValueQuestion question)
{
    private const string Combined = "combined";

    private static readonly (string Name, PurchaseModelKind Kind)[] Kinds =
    [
        ("pareto_nbd", PurchaseModelKind.ParetoNbd),
        ("bg_nbd", PurchaseModelKind.BgNbd),
        ("mbg_nbd", PurchaseModelKind.MbgNbd),
        ("bg_cnbd_k", PurchaseModelKind.BgCnbdK),
        ("mbg_cnbd_k", PurchaseModelKind.MbgCnbdK),
    ];

    /// <summary>Repeat purchases below which two rates and two probabilities' spreads are a guess.</summary>
    private const int FewRepeats = 100;

    private readonly bool[] _silent = Array.ConvertAll(customers.HoldoutPurchases, purchases => purchases == 0);

    private readonly Dictionary<string, PurchaseModelFit> _fits = [];

    /// <summary>The model that customers' values come from: of Pareto/NBD, MBG/NBD and MBG/CNBD-k the likeliest. The BG models are left
    /// out, since to them one-time buyers are alive for certain.</summary>
    public static PurchaseModelKind Best(IReadOnlyDictionary<string, PurchaseModelFit> fits) => Kinds
        .Where(candidate => candidate.Kind is PurchaseModelKind.ParetoNbd or PurchaseModelKind.MbgNbd or PurchaseModelKind.MbgCnbdK)
        .MaxBy(candidate => fits[candidate.Name].LogLikelihood).Kind;

    /// <summary>The fits of <see cref="Build"/> by name.</summary>
    public IReadOnlyDictionary<string, PurchaseModelFit> Fits => _fits;

    /// <summary>The spend model of <see cref="Build"/>; null when nobody bought twice.</summary>
    public GammaGamma? Spend { get; private set; }

    /// <summary>The name of a kind in reports.</summary>
    public static string NameOf(PurchaseModelKind kind) => Kinds.First(candidate => candidate.Kind == kind).Name;

    private int? HoldoutDays => question.HoldoutDays;

    public ValueReport Build(IProgress<double> progress)
    {
        var groups = PurchaseGroups.From(customers.Summaries);
        var models = new Dictionary<string, ValueModelRow>();
        var expectations = new Dictionary<string, double[]>();
        foreach (var (index, (name, kind)) in Kinds.Index())
        {
            var fit = _fits[name] = PurchaseModelFitter.Fit(kind, groups, question.ThreadCount);
            expectations[name] = HoldoutDays is null ? [] : Expected(fit.Model);
            models[name] = Row(Parameters(fit.Model, kind), fit.LogLikelihood, fit.Customers, customers.HoldoutPurchases, expectations[name]);
            progress.Report((index + 1.0) / (Kinds.Length + 1));
        }

        var combination = PurchaseCombination.Learn(windows, question.ThreadCount);
        if (combination is not null) expectations[Combined] = combination.Expected(customers.Summaries, question.HoldoutWeeks, question.ThreadCount);
        var spend = GammaGamma.Fit(customers.Summaries, question.ThreadCount);
        Spend = spend?.Model;
        if (customers.Groups.Length > 0) AddGrouped(models, expectations);
        if (spend is not null) models["gamma_gamma"] = SpendRow(spend, expectations["pareto_nbd"]);
        if (combination is not null) models[Combined] = CombinedRow(combination, expectations);
        return new ValueReport
        {
            AsOf = question.AsOf,
            SeasonFactors = question.Season?.Factors,
            HoldoutDays = HoldoutDays,
            Customers = customers.Summaries.Length,
            RepeatPurchases = groups.TotalPurchases,
            HoldoutPurchases = HoldoutDays is null ? null : customers.HoldoutPurchases.Sum(),
            HoldoutSpend = HoldoutDays is null ? null : customers.HoldoutSpend.Sum(),
            Models = models,
            Baselines = HoldoutDays is null ? new Dictionary<string, ValueAccuracyRow>() : Baselines(),
            Money = spend is null || HoldoutDays is null ? new Dictionary<string, ValueAccuracyRow>() : Money(spend.Model, expectations),
            Notes = Notes(models, spend is null, combination),
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

    private ValueModelRow CombinedRow(PurchaseCombination combination, Dictionary<string, double[]> expectations)
    {
        var parameters = new Dictionary<string, double> { ["trees"] = combination.TreeCount, ["level"] = combination.Level };
        return Row(parameters, null, customers.Summaries.Length, customers.HoldoutPurchases, expectations[Combined]) with
        {
            Against = expectations.Where(other => other.Key != Combined).ToDictionary(
                other => other.Key, other => PairedAccuracy.Of(customers.HoldoutPurchases, expectations[Combined], other.Value, _silent)),
        };
    }

    /// <summary>Money of the holdout by each model's purchases × Gamma-Gamma.</summary>
    private Dictionary<string, ValueAccuracyRow> Money(GammaGamma spend, Dictionary<string, double[]> expectations) => expectations.ToDictionary(
        pair => pair.Key,
        pair => ValueAccuracyRow.Of(
            customers.HoldoutSpend, [.. pair.Value.Zip(customers.Summaries, (count, summary) => count * spend.ExpectedSpend(summary))], _silent));

    private ValueModelRow Row(IReadOnlyDictionary<string, double> parameters, double? logLikelihood, int fitted, double[] actual, double[] expected)
    {
        var accuracy = HoldoutDays is null ? null : ValueAccuracyRow.Of(actual, expected, _silent);
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

    /// <summary>The likeliest model again, fitted for each group of customers apart.</summary>
    private void AddGrouped(Dictionary<string, ValueModelRow> models, Dictionary<string, double[]> expectations)
    {
        var kind = Best(_fits);
        var grouped = Grouped = GroupedPurchaseModel.Fit(kind, customers.Summaries, customers.Groups, question.ThreadCount);
        var name = $"{NameOf(kind)}_by_{question.GroupBy}";
        expectations[name] = HoldoutDays is null ? [] : Expected(customer => grouped.Of(customers.Groups[customer]));
        var parameters = grouped.Groups.SelectMany(group => group.Value.Model.Parameters.Select(parameter => (Name: $"{group.Key}: {parameter.Key}", parameter.Value)))
            .ToDictionary(parameter => parameter.Name, parameter => parameter.Value);
        models[name] = Row(parameters, grouped.LogLikelihood, customers.Summaries.Length, customers.HoldoutPurchases, expectations[name]);
    }

    /// <summary>The model by groups of <see cref="Build"/>; null without groups.</summary>
    public GroupedPurchaseModel? Grouped { get; private set; }

    private double[] Expected(PurchaseModel model) => Expected(_ => model);

    private double[] Expected(Func<int, PurchaseModel> modelOf)
    {
        var expected = new double[customers.Summaries.Length];
        Parallel.For(0, expected.Length, new ParallelOptions { MaxDegreeOfParallelism = question.ThreadCount }, customer =>
            expected[customer] = modelOf(customer).ExpectedPurchases(customers.Summaries[customer], question.HoldoutWeeks));
        return expected;
    }

    private Dictionary<string, ValueAccuracyRow> Baselines()
    {
        var rate = Array.ConvertAll(customers.Summaries, summary => summary.RepeatPurchases * question.HoldoutWeeks / Math.Max(summary.AgeWeeks, 1));
        var silence = Array.ConvertAll(customers.Summaries, summary => summary.RecencyWeeks - summary.AgeWeeks);
        var byRate = ValueAccuracyRow.Of(customers.HoldoutPurchases, rate, _silent);
        var byRecency = ValueAccuracyRow.Of(customers.HoldoutPurchases, silence, _silent);
        return new Dictionary<string, ValueAccuracyRow>
        {
            ["past_rate"] = byRate,
            ["recency"] = byRecency with { Mae = double.NaN, Rmse = double.NaN, TotalBias = double.NaN },
        };
    }

    private List<string> Notes(Dictionary<string, ValueModelRow> models, bool withoutSpend, PurchaseCombination? combination)
    {
        var notes = new List<string> { "times are in weeks; purchases on the same local day count once; refunds are no purchases, free orders are" };
        var oneTime = customers.Summaries.Count(summary => summary.RepeatPurchases == 0);
        var repeats = customers.Summaries.Sum(summary => (long)summary.RepeatPurchases);
        if (repeats < FewRepeats)
            notes.Add($"{repeats} repeat purchases in all, fewer than {FewRepeats}: parameters, P(alive) and expected orders are hardly told by the data");
        if (oneTime > 0)
            notes.Add($"{oneTime} of {customers.Summaries.Length} customers bought once: for bg_nbd and bg_cnbd_k they are alive for certain, by construction; prefer the mbg models or pareto_nbd");
        if (models["bg_nbd"].Parameters["a"] + models["bg_nbd"].Parameters["b"] < 1)
            notes.Add("a + b < 1: stopping probabilities lie near 0 or 1, most customers stop at once or hardly ever");
        if (combination is not null)
            notes.Add($"combined: boosted corrections of {(combination.Start == "mean" ? "the models' mean" : combination.Start)}, learned on {windows.Count} windows from {windows[0].From:yyyy-MM-dd} on that end by the date; differences to each model with a 95 % interval over customers, lower is better but for churn_auc");
        else if (HoldoutDays is not null)
            notes.Add("combined: absent, as the time before the date is too short or holds too few purchases to learn from what followed earlier dates");
        if (question.Season is not null)
            notes.Add("season: times are in weeks of seasonal time, in which purchases come evenly over the year; log-likelihoods are not comparable with those without it");
        if (question.GroupBy is { } column)
            notes.Add($"by {column}: groups of {GroupedPurchaseModel.FewestCustomers} customers and more have a fit of their own, all others share one");
        if (withoutSpend) notes.Add("nobody bought twice for a positive amount: no spend model");
        return notes;
    }
}

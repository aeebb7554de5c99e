using ChurnPredict.Boosting;

namespace ChurnPredict.Value;

/// <summary>
/// Fits the parts of a value model to rows. On small bases trees are small and few; heavy tails ask for large leaves. The losses of amounts
/// do not make sums agree (a gamma or Tweedie fit weighs a large amount down), so each part is scaled until they do.
/// </summary>
internal sealed class ValueHeadsLearner(ValueLearnerOptions options, FittedHeads fitted, CancellationToken cancellationToken)
{
    /// <summary>The feature that is the probabilistic models' expected spend.</summary>
    public const string BtydFeature = "expected_spend";

    /// <summary>Ensembles of a set of snapshots when the method is left open.</summary>
    public const int Ensembles = 4;

    private const int FewRounds = 150;

    /// <summary>Trees where rows are many. Five generated bases of 50,000 at their ends, 75,000 rows each: with the few, on every
    /// other row and before sums agreed, the mean absolute error against the true spend of 90 days was 2,330 to 3,010 yen, with the many it was
    /// 2,050 to 2,560.</summary>
    private const int ManyRounds = 300;

    /// <summary>Rows with money below which amounts are not told apart by features.</summary>
    private const int FewestPositiveRows = 60;

    /// <summary>Fits what the methods need and was not fitted before.</summary>
    public ValueHeads Learn(IReadOnlyList<ValueLabels> snapshots, IReadOnlyCollection<ValueMethod> methods)
    {
        var set = new ValueRowsOnce(snapshots, options.MaximumRows);
        var heads = HeadsOf(methods).ToDictionary(head => head, head => Get(set, head));
        var btyd = BtydColumn(snapshots[0].Features);
        var scale = btyd is { } column ? fitted.Get(snapshots[^1], ValueHead.Btyd, () => new FittedHead(null, BtydScaleOf(column, snapshots))).Scale : 1;
        var logAmount = heads.GetValueOrDefault(ValueHead.LogAmount);
        return new ValueHeads(
            heads[ValueHead.Occurrence].Ensemble!, heads.GetValueOrDefault(ValueHead.Amount)?.Ensemble, logAmount?.Ensemble, logAmount?.Scale ?? 1,
            heads.GetValueOrDefault(ValueHead.Tweedie)?.Ensemble, btyd, scale);
    }

    /// <summary>The fits of the ensembles that methods need and nobody asked for before, to be run on any threads.</summary>
    public ValueFits FitsOf(IReadOnlyList<ValueLabels> snapshots, IReadOnlyCollection<ValueMethod> methods)
    {
        var set = new ValueRowsOnce(snapshots, options.MaximumRows);
        var missing = HeadsOf(methods).Where(head => !fitted.Has(snapshots[^1], head)).ToLookup(head => head is ValueHead.Amount or ValueHead.LogAmount, head => (Action)(() => Get(set, head)));
        return new ValueFits(snapshots.Sum(snapshot => snapshot.Features.RowCount), [.. missing[false]], [.. missing[true]]);
    }

    private static IEnumerable<ValueHead> HeadsOf(IReadOnlyCollection<ValueMethod> methods)
    {
        var combined = methods.Contains(ValueMethod.Combined);
        yield return ValueHead.Occurrence;
        if (combined || methods.Contains(ValueMethod.Tweedie)) yield return ValueHead.Tweedie;
        if (combined || methods.Contains(ValueMethod.TwoPart)) yield return ValueHead.Amount;
        if (combined || methods.Contains(ValueMethod.ZeroInflatedLognormal)) yield return ValueHead.LogAmount;
    }

    private FittedHead Get(ValueRowsOnce set, ValueHead head) => fitted.Get(set.Snapshots[^1], head, () => head switch
    {
        ValueHead.Occurrence => new FittedHead(Occurrence(set.All, set.Positive.Money.Length)),
        ValueHead.Amount => Scaled(Amounts(set.Positive), set.All, ProbabilitiesOf(set)),
        ValueHead.LogAmount => LogAmount(set.All, set.Positive, ProbabilitiesOf(set)),
        ValueHead.Tweedie => Scaled(Tweedie(set.All, set.Positive.Money.Length), set.All, probabilities: null),
        _ => throw new ArgumentOutOfRangeException(nameof(head), head, "not an ensemble"),
    });

    private double[] ProbabilitiesOf(ValueRowsOnce set)
    {
        var occurrence = Get(set, ValueHead.Occurrence).Ensemble!;
        return set.Probabilities(rows => PredictionsOf(occurrence, rows));
    }

    /// <summary>Trees of each ensemble that learns from a set of snapshots, or from so many of its rows.</summary>
    public static int RoundsFor(IEnumerable<ValueLabels> snapshots, int maximumRows) => ValueRows.AreManyIn(snapshots, maximumRows) ? ManyRounds : FewRounds;

    /// <summary>Index of the probabilistic models' expected spend among features; null without.</summary>
    public static int? BtydColumn(FeatureMatrix features)
    {
        for (var feature = 0; feature < features.FeatureCount; feature++)
        {
            if (features.Features[feature].Name == BtydFeature) return feature;
        }

        return null;
    }

    private TreeEnsemble Occurrence(ValueRows rows, int positives)
    {
        var negatives = rows.Money.Length - positives;
        if (Math.Min(positives, negatives) < FewestPositiveRows / 2)
            return Constant(rows, Math.Log((positives + 0.5) / (negatives + 0.5)), LinkFunction.Logistic);
        return Learn(rows, Array.ConvertAll(rows.Money, money => money > 0 ? 1f : 0f), new LogisticObjective());
    }

    private TreeEnsemble Amounts(ValueRows positive) => positive.Money.Length < FewestPositiveRows
        ? Constant(positive, Math.Log(MeanOf(positive)), LinkFunction.Exponential)
        : Learn(positive, positive.Money, new GammaObjective());

    private TreeEnsemble Logarithms(ValueRows positive)
    {
        var logarithms = Array.ConvertAll(positive.Money, money => (float)Math.Log(money));
        return positive.Money.Length < FewestPositiveRows
            ? Constant(positive, logarithms.DefaultIfEmpty(0).Average(), LinkFunction.Identity)
            : Learn(positive, logarithms, new SquaredErrorObjective());
    }

    private TreeEnsemble Tweedie(ValueRows rows, int positives) => positives < FewestPositiveRows
        ? Constant(rows, Math.Log(Math.Max(1e-9, rows.Money.DefaultIfEmpty(0).Average())), LinkFunction.Exponential)
        : Learn(rows, rows.Money, new TweedieObjective());

    private TreeEnsemble Learn(ValueRows rows, float[] labels, IObjective objective)
    {
        var settings = new GradientBoostingOptions
        {
            Objective = objective,
            Rounds = rows.AreMany ? ManyRounds : FewRounds,
            LearningRate = 0.05,
            MaximumLeaves = rows.Money.Length < 20_000 ? 6 : 15,
            MinimumLeafRows = Math.Clamp(rows.Money.Length / 200, 20, 200),
            FeatureFraction = 0.4,
            RowSampling = RowSampling.Plain(0.7),
            L2 = 5,
            Seed = options.Seed,
            ThreadCount = options.ThreadCount,
        };
        var training = new TrainingData(rows.Features, labels) { Bins = options.Learner is GradientBoostingLearner ? rows.Bins(options.ThreadCount) : null };
        return options.Learner.Learn(settings, training, null, fitted.Rounds, cancellationToken).Ensemble;
    }

    private FittedHead LogAmount(ValueRows rows, ValueRows positive, double[] probabilities)
    {
        var logAmount = Logarithms(positive);
        return new FittedHead(logAmount, ScaleOf(logAmount, rows, probabilities));
    }

    private FittedHead Scaled(TreeEnsemble amounts, ValueRows rows, double[]? probabilities) =>
        new(new TreeEnsemble(amounts.Features, amounts.Trees, amounts.BaseScore + Math.Log(ScaleOf(amounts, rows, probabilities)), amounts.Link));

    /// <summary>What came in the rows, refunds aside, ÷ what is foretold of them.</summary>
    /// <param name="amounts">Expected amount or its logarithm.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="probabilities">That any money comes, one a row; null where amounts are those of everyone.</param>
    private double ScaleOf(TreeEnsemble amounts, ValueRows rows, double[]? probabilities)
    {
        var foretold = PredictionsOf(amounts, rows);
        for (var row = 0; row < foretold.Length; row++)
        {
            if (amounts.Link == LinkFunction.Identity) foretold[row] = Math.Exp(Math.Min(80, foretold[row]));
            if (probabilities is not null) foretold[row] *= probabilities[row];
        }

        return SumScale.Of(foretold, rows.Money);
    }

    private double[] PredictionsOf(TreeEnsemble ensemble, ValueRows rows)
    {
        var predictions = new double[rows.Money.Length];
        ensemble.PredictBatch(rows.Features, predictions, options.ThreadCount);
        return predictions;
    }

    /// <summary>By what the feature is multiplied so that it sums up to what came in the windows; their length alone decides where no
    /// window can be trusted.</summary>
    private static double BtydScaleOf(int column, IReadOnlyList<ValueLabels> snapshots)
    {
        double actual = 0, foreseen = 0;
        foreach (var totals in snapshots.Select(snapshot => BtydTotals.Of(snapshot, column)).OfType<BtydTotals>())
        {
            actual += totals.Actual;
            foreseen += totals.Foreseen;
        }

        return BtydTotals.Stretch(snapshots[^1]) * (foreseen > 0 ? actual / foreseen : 1);
    }

    private static double MeanOf(ValueRows positive) => positive.Money.Length == 0 ? 1e-9 : Math.Max(1e-9, positive.Money.Average());

    private static TreeEnsemble Constant(ValueRows rows, double score, LinkFunction link) => new(rows.Features.Features, [], score, link);
}

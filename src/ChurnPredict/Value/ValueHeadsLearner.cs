using ChurnPredict.Boosting;

namespace ChurnPredict.Value;

/// <summary>Fits the parts of a value model to rows. On small bases trees are small and slow; heavy tails ask for large leaves.</summary>
internal sealed class ValueHeadsLearner(ValueLearnerOptions options, FittedHeads fitted, CancellationToken cancellationToken)
{
    /// <summary>The feature that is the probabilistic models' expected spend.</summary>
    public const string BtydFeature = "expected_spend";

    /// <summary>Ensembles of a set of snapshots when the method is left open.</summary>
    public const int Ensembles = 4;

    /// <summary>Trees of an ensemble.</summary>
    public const int Rounds = 150;

    /// <summary>Rows with money below which amounts are not told apart by features.</summary>
    private const int FewestPositiveRows = 60;

    /// <summary>Fits what the methods need and was not fitted before.</summary>
    public ValueHeads Learn(IReadOnlyList<ValueLabels> snapshots, IReadOnlyCollection<ValueMethod> methods)
    {
        var rows = new Lazy<ValueRows>(() => ValueRows.From(snapshots, options.MaximumRows));
        var positive = new Lazy<ValueRows>(() => rows.Value.Positive());
        var combined = methods.Contains(ValueMethod.Combined);
        var btyd = BtydColumn(snapshots[0].Features);
        var amount = combined || methods.Contains(ValueMethod.TwoPart) ? Get(ValueHead.Amount, () => new FittedHead(Amounts(positive.Value))) : null;
        var tweedie = combined || methods.Contains(ValueMethod.Tweedie)
            ? Get(ValueHead.Tweedie, () => new FittedHead(Tweedie(rows.Value, positive.Value.Money.Length)))
            : null;
        var logAmount = combined || methods.Contains(ValueMethod.ZeroInflatedLognormal) ? Get(ValueHead.LogAmount, () => LogAmount(positive.Value)) : null;
        var occurrence = Get(ValueHead.Occurrence, () => new FittedHead(Occurrence(rows.Value, positive.Value.Money.Length)));
        var scale = btyd is { } column ? Get(ValueHead.Btyd, () => new FittedHead(null, BtydScaleOf(column, snapshots))).Scale : 1;
        return new ValueHeads(occurrence.Ensemble!, amount?.Ensemble, logAmount?.Ensemble, logAmount?.Scale ?? 1, tweedie?.Ensemble, btyd, scale);

        FittedHead Get(ValueHead head, Func<FittedHead> fit) => fitted.Get(snapshots[^1], head, fit);
    }

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
            Rounds = Rounds,
            LearningRate = 0.05,
            MaximumLeaves = rows.Money.Length < 20_000 ? 6 : 15,
            MinimumLeafRows = Math.Clamp(rows.Money.Length / 200, 20, 200),
            FeatureFraction = 0.4,
            RowSampling = RowSampling.Plain(0.7),
            L2 = 5,
            Seed = options.Seed,
            ThreadCount = options.ThreadCount,
        };
        return options.Learner.Learn(settings, new TrainingData(rows.Features, labels), null, fitted.Rounds, cancellationToken).Ensemble;
    }

    private FittedHead LogAmount(ValueRows positive)
    {
        var logAmount = Logarithms(positive);
        return new FittedHead(logAmount, SmearingOf(logAmount, positive));
    }

    private static double SmearingOf(TreeEnsemble logAmount, ValueRows positive)
    {
        if (positive.Money.Length == 0) return 1;
        double actual = 0, predicted = 0;
        for (var row = 0; row < positive.Money.Length; row++)
        {
            actual += positive.Money[row];
            predicted += Math.Exp(logAmount.Predict(positive.Features.Row(row)));
        }

        return actual / predicted;
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

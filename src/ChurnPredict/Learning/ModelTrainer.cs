using System.Security.Cryptography;
using ChurnPredict.Boosting;
using ChurnPredict.Features;
using ChurnPredict.History;
using ChurnPredict.Labels;
using ChurnPredict.ModelStore;
using ChurnPredict.Value;

namespace ChurnPredict.Learning;

/// <summary>Turns a history into a model: snapshots, backtest, refit, evaluation. Holds options and no data.</summary>
public sealed class ModelTrainer
{
    /// <summary>Rows that mean |SHAP| is taken over; more would not change the order that people read.</summary>
    private const int ImportanceRows = 5_000;

    private readonly TrainingOptions _options;

    /// <summary>Makes a trainer.</summary>
    /// <param name="options">How to train.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public ModelTrainer(TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.ThrowIfInvalid();
        _options = options;
    }

    /// <summary>Trains.</summary>
    /// <param name="source">The history.</param>
    /// <param name="progress">Told of stages; null = nobody listens.</param>
    /// <param name="cancellationToken">Stops the training.</param>
    /// <exception cref="InvalidCustomerDataException">Too short, too few customers, or one class only.</exception>
    public TrainedModel Train(
        HistorySource source, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        var observed = _options.AsOf is { } asOf ? new HistoryUntil(source, source.TimeAxis.AsOf(asOf)) : source;
        var churn = observed.Description.Churn with { HorizonDays = _options.HorizonDays ?? observed.Description.Churn.HorizonDays };
        var dates = TrainingPlan.Dates(observed, churn, _options);
        var schema = FeatureSchemaBuilder.Build(observed, dates[^1], dates[0]);
        var (model, silent) = LearnFromSnapshots(observed, schema, dates, churn, progress, cancellationToken);
        progress?.Report(new TrainingProgress("reference and win-back", 0));
        var reference = FeatureReferenceFitter.Fit(observed, schema, [observed.DayAfterLastEvent], churn, _options.ThreadCount, cancellationToken)[0];
        return Levelled(model, observed, reference, churn, cancellationToken) with
        {
            Reference = reference,
            Reactivation = silent?.Learn(observed, schema, churn, cancellationToken),
        };
    }

    /// <summary>The model for use at the level that survival foretells for those who are active at the end, and the risk tiers cut there.</summary>
    private TrainedModel Levelled(TrainedModel model, HistorySource source, FeatureReference reference, ChurnDefinition churn, CancellationToken cancellationToken)
    {
        var end = source.DayAfterLastEvent;
        if (model.Survival is not { } survival || !SurvivalLevel.IsKnown(churn, survival.Season)) return model;
        var active = SnapshotBuilder.BuildSome(
            source, model.Schema, [end], [reference], churn,
            [population => SnapshotSample.Choose(population, SurvivalLevel.MostRows, _options.Seed, end.Date)],
            _options.ThreadCount, null, cancellationToken)[0].Features;
        if (active.RowCount == 0) return model;
        var logOdds = Array.ConvertAll(model.Final.Probabilities(active, _options.ThreadCount), LogOdds.FromProbability);
        var shift = SurvivalLevel.Shift(logOdds, survival, active, end.Date, churn.HorizonDays);
        var tiers = RiskTierCutOffs.ByShare(logOdds.Select(value => LogOdds.ToProbability(value + shift)));
        return model with
        {
            Final = model.Final with { Calibration = model.Final.Calibration.Shifted(shift) },
            Manifest = model.Manifest with { RiskTiers = tiers },
        };
    }

    /// <summary>All that is learned from the snapshots' rows, which are gone once this returns: with a large base they take as much memory
    /// as what comes after.</summary>
    /// <returns>The model, its reference still that of the last snapshot; and who learns of silent customers, null where nobody does.</returns>
    private (TrainedModel Model, ReactivationLearner? Silent) LearnFromSnapshots(
        HistorySource source,
        FeatureSchema schema,
        IReadOnlyList<AsOfDate> dates,
        ChurnDefinition churn,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken)
    {
        var unfinished = TrainingPlan.Unfinished(source, churn, dates, _options);
        var all = Snapshots(
            source, schema, [.. dates, .. unfinished], _options.MaximumSnapshotRows, churn, [], "every snapshot", progress, cancellationToken);
        SnapshotTable[] tables = [.. all.Take(dates.Count)];
        var set = churn.Kind == ChurnKind.Label
            ? new SnapshotSet(SnapshotFolds.Split(source, tables[0]), churn, [], _options.Seed)
            : new SnapshotSet(tables, churn, [.. all.Skip(dates.Count)], _options.Seed);
        var backtest = new ChurnBacktest(set, _options, progress, cancellationToken);
        ThrowIfUntrainable(set, backtest, churn);
        var trained = backtest.Run();
        set.Release();
        var plan = TrainingPlan.ForValue(source, churn, dates, _options);
        var survivalTables = plan is null ? set.Tables : Snapshots(source, schema, plan.All, plan.MostRows, churn, tables, "value's snapshots", progress, cancellationToken);
        var valueTables = plan is null or { Dates.Count: 0 } ? set.Tables : [.. survivalTables.Skip(plan.SurvivalOnlyDates.Count)];
        var curves = new FittedCurves();
        progress?.Report(new TrainingProgress("level of the season", 0));
        trained = SurvivalLevel.Apply(
            trained, set, survivalTables, churn, new IndependentFits(_options.ThreadCount, survivalTables.Sum(table => table.Features.RowCount), cancellationToken),
            (date, threadCount) => SurvivalLearner(churn, threadCount).LearnCurves(survivalTables, date, curves, cancellationToken));
        progress?.Report(new TrainingProgress(ValueBacktest.Stage, 0));
        var values = new ValueBacktest(set, valueTables, backtest, trained, _options, source.FirstEventAt, progress).Run(cancellationToken);
        progress?.Report(new TrainingProgress("evaluation", 0));
        var evaluation = new BacktestEvaluation(set, backtest, trained, values, _options).Report();
        set.Release();
        progress?.Report(new TrainingProgress("survival", 0));
        var model = new TrainedModel
        {
            Manifest = Describe(source, churn, set, backtest, trained, evaluation, schema) with { ValueModel = values.Final is { } value ? string.Join("; ", value.Reasons) : null },
            Schema = schema,
            Reference = tables[^1].Reference,
            Backtest = trained.Backtest,
            Final = trained.Final,
            LibraryFiles = trained.LibraryFiles,
            BacktestValue = values.Backtest,
            FinalValue = values.Final,
            Survival = SurvivalLearner(churn, _options.ThreadCount).Learn(set.AreFolds ? tables : survivalTables, source.DayAfterLastEvent.Date, curves, cancellationToken),
            Distributions = Distributions(tables[^1].Features),
        };
        return (model, ReactivationLearner.For(set, backtest, churn, trained.Chosen, _options));
    }

    private SurvivalLearner SurvivalLearner(ChurnDefinition churn, int threadCount) => new(new SurvivalLearnerOptions
    {
        EventIsPurchase = churn.Kind == ChurnKind.Inactivity, Seed = _options.Seed, ThreadCount = threadCount,
    });

    /// <summary>The snapshots, each a sample of its customers where the base is very large; <c>known</c> are some of the same schema and churn.</summary>
    private IReadOnlyList<SnapshotTable> Snapshots(
        HistorySource source,
        FeatureSchema schema,
        IReadOnlyList<AsOfDate> dates,
        int? mostRows,
        ChurnDefinition churn,
        IReadOnlyList<SnapshotTable> known,
        string name,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken)
    {
        progress?.Report(new TrainingProgress($"reference of {name}", 0));
        var references = References(source, schema, dates, churn, known, cancellationToken);
        var choose = dates.Select(date => (Func<int[], int[]>)(population =>
            SnapshotSample.Choose(population, mostRows, _options.Seed, date.Date)));
        return SnapshotBuilder.BuildSome(
            source, schema, dates, references, churn, [.. choose], _options.ThreadCount,
            StageOf($"features of {name}", (long)source.CustomerCount * dates.Count, progress), cancellationToken);
    }

    /// <summary>References of some dates; those of snapshots that are known are taken from them.</summary>
    private IReadOnlyList<FeatureReference> References(
        HistorySource source, FeatureSchema schema, IReadOnlyList<AsOfDate> dates, ChurnDefinition churn, IReadOnlyList<SnapshotTable> known, CancellationToken cancellationToken)
    {
        var byDate = known.ToDictionary(table => table.AsOf, table => table.Reference);
        AsOfDate[] missing = [.. dates.Where(date => !byDate.ContainsKey(date))];
        var fitted = FeatureReferenceFitter.Fit(source, schema, missing, churn, _options.ThreadCount, cancellationToken);
        foreach (var (date, reference) in missing.Zip(fitted)) byDate.Add(date, reference);
        return [.. dates.Select(date => byDate[date])];
    }

    private static void ThrowIfUntrainable(SnapshotSet set, ChurnBacktest backtest, ChurnDefinition churn)
    {
        var trainable = backtest.TrainableFor(backtest.Test);
        if (trainable > 0 && set.CanTrain(trainable)) return;
        var labels = set.First(Math.Max(1, trainable)).Labels;
        var churned = labels.AsSpan().Count(1f);
        throw new InvalidCustomerDataException(
            $"labels: found {churned} churned and {labels.Length - churned} kept customers in the training snapshots, expected at least {TrainingLabels.LeastOfEither} of each "
            + (churn.Kind == ChurnKind.Label
                ? $"(churn = the column {churn.LabelColumn} of customers); bring more labelled customers"
                : $"(churn = {(churn.Kind == ChurnKind.Inactivity ? "no purchase" : "a cancelled_at of customers")} within {churn.HorizonDays} days); choose another --horizon or bring more history"));
    }

    private ModelManifest Describe(
        HistorySource source,
        ChurnDefinition churn,
        SnapshotSet set,
        ChurnBacktest backtest,
        ChurnTrainingResult trained,
        EvaluationReport evaluation,
        FeatureSchema schema) => new()
        {
            FormatVersion = ModelManifest.CurrentFormatVersion,
            Learner = trained.Chosen.Learner.Name,
            LearnerOptions = $"{trained.Chosen.Settings}; {trained.Additive}",
            Trials = trained.Trials,
            Seed = _options.Seed,
            HorizonDays = churn.HorizonDays,
            Churn = churn,
            TimeZone = source.TimeAxis.ZoneId,
            Currency = source.Description.Currency,
            TrainedAsOf = source.DayAfterLastEvent.Date,
            FeatureCount = schema.Count,
            FeatureHash = HashOf(schema),
            Calibration = trained.Method,
            Snapshots =
            [
                .. Enumerable.Range(0, set.Tables.Count).Select(table => Summarise(set, backtest, trained, table)),
                .. ChurnBacktest.LearnsFromUnfinished(trained.Chosen.Learner)
                    ? set.Unfinished.Select(table => Summarise(table, source.DayAfterLastEvent.Date) with { IsUnfinished = true })
                    : [],
            ],
            RiskTiers = RiskTierCutOffs.ByShare(trained.Origins[^1].Probabilities()),
            Evaluation = evaluation,
            Importance = Importance(trained.Backtest.Ensemble, set.Tables[^1].Features),
        };

    private static SnapshotSummary Summarise(SnapshotSet set, ChurnBacktest backtest, ChurnTrainingResult trained, int table) =>
        Summarise(set.Tables[table], set.LabelEnd(table)) with
        {
            ChurnRate = set.Tables[table].Churned.Length == 0 ? null : set.Tables[table].Churned.Average(label => (double)label),
            InBacktestTraining = table < backtest.TrainableFor(backtest.Test),
            PartlyInBacktestTraining = ChurnBacktest.LearnsFromUnfinished(trained.Chosen.Learner)
                && table >= backtest.TrainableFor(backtest.Test) && table < backtest.Test,
            IsChoiceOrigin = backtest.ChoiceOrigins.Contains(table),
            IsTest = table == backtest.Test,
            Fold = set.AreFolds ? table + 1 : null,
        };

    private static SnapshotSummary Summarise(SnapshotTable table, DateOnly labelEnd) => new()
    {
        AsOf = table.AsOf.Date,
        LabelEnd = labelEnd,
        Customers = table.Population.Length,
        SampledCustomers = table.Features.RowCount < table.Population.Length ? table.Features.RowCount : null,
        ChurnRate = null,
        LeftOut = table.LeftOut,
        InBacktestTraining = false,
        IsChoiceOrigin = false,
        IsTest = false,
    };

    private List<FeatureWeight> Importance(TreeEnsemble ensemble, FeatureMatrix rows)
    {
        var stride = Math.Max(1, rows.RowCount / ImportanceRows);
        var sample = rows.Choose([.. Enumerable.Range(0, (rows.RowCount + stride - 1) / stride).Select(row => row * stride)]);
        var weights = FeatureImportance.ByMeanAbsoluteShap(new ShapExplainer(ensemble), sample, _options.ThreadCount);
        return [.. weights
            .Select((weight, feature) => new FeatureWeight(rows.Features[feature].Name, weight))
            .OrderByDescending(weight => weight.MeanAbsoluteContribution)
            .ThenBy(weight => weight.Feature, StringComparer.Ordinal)];
    }

    private static FeatureDistribution[] Distributions(FeatureMatrix rows)
    {
        var distributions = new FeatureDistribution[rows.FeatureCount];
        var column = new float[rows.RowCount];
        for (var feature = 0; feature < distributions.Length; feature++)
        {
            for (var row = 0; row < column.Length; row++) column[row] = rows.Values[((long)row * rows.FeatureCount) + feature];
            distributions[feature] = FeatureDistribution.Of(rows.Features[feature].Name, column);
        }

        return distributions;
    }

    private static string HashOf(FeatureSchema schema)
    {
        using var stream = new MemoryStream();
        ModelJson.Write(stream, schema);
        return Convert.ToHexStringLower(SHA256.HashData(stream.ToArray()));
    }

    private static StageProgress? StageOf(string stage, long rows, IProgress<TrainingProgress>? progress) =>
        progress is null ? null : new StageProgress(progress, stage, rows);

    private sealed class StageProgress(IProgress<TrainingProgress> progress, string stage, long rows) : IProgress<double>
    {
        public void Report(double value) => progress.Report(new TrainingProgress(stage, value, rows));
    }
}

using ChurnPredict.Boosting;

namespace ChurnPredict.Learning;

/// <summary>
/// Backtest, then refit. The last labelled snapshot is the test and is read once; options, rounds and calibration are chosen on
/// origins whose labels ended before it. Every model sees only labels that ended before the snapshot it is judged on.
/// </summary>
internal sealed class ChurnBacktest
{
    private const int MaximumChoiceOrigins = 3;
    private const string ChoosingStage = "choosing options out of time";

    private readonly SnapshotSet _set;
    private readonly TrainingOptions _options;
    private readonly IProgress<TrainingProgress>? _progress;
    private readonly CancellationToken _cancellationToken;
    private readonly IndependentFits _fits;

    public ChurnBacktest(
        SnapshotSet set, TrainingOptions options, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        _set = set;
        _options = options;
        _progress = progress;
        _cancellationToken = cancellationToken;
        _fits = new IndependentFits(options.ThreadCount, set.RowsIn(set.Tables.Count), cancellationToken);
        Test = set.Tables.Count - 1;
        ChoiceOrigins = [.. Enumerable.Range(0, set.LabelledBy(DateOf(Test))).Where(CanJudge).TakeLast(MaximumChoiceOrigins)];
    }

    /// <summary>Index of the test snapshot.</summary>
    public int Test { get; }

    /// <summary>Snapshots on which choices are made, oldest first; empty when the history is too short for any.</summary>
    public IReadOnlyList<int> ChoiceOrigins { get; }

    /// <summary>Number of leading snapshots that a model for a snapshot may learn from.</summary>
    public int TrainableFor(int table) => _set.LabelledBy(DateOf(table));

    public ChurnTrainingResult Run()
    {
        var (options, trials) = ChooseOptions();
        var choices = ChoiceOrigins.Select((table, index) => Predict(table, options, $"backtest, origin {index + 1}", out _)).ToArray();
        var method = CalibrationLearner.Choose(choices);
        var calibration = CalibrationFrom(choices, method, TrainableFor(Test));
        var tested = Predict(Test, options, "backtest, test snapshot", out var backtest);
        var final = Learn(_set.Tables.Count, options, "refit on every snapshot");
        return new ChurnTrainingResult(
            new ChurnModel(backtest, calibration),
            new ChurnModel(final, CalibrationFrom([.. choices, tested], method, _set.Tables.Count)),
            options,
            method,
            trials,
            [.. Origins(choices, method), new OriginResult(Test, _set.RowsIn(TrainableFor(Test)), false, tested, calibration)]);
    }

    private bool CanJudge(int table) => TrainableFor(table) > 0 && _set.CanTrain(TrainableFor(table));

    private DateOnly DateOf(int table) => _set.Tables[table].AsOf.Date;

    private (GradientBoostingOptions Options, IReadOnlyList<LearnerTrial> Trials) ChooseOptions()
    {
        var rows = _set.RowsIn(TrainableFor(Test));
        var candidates = LearnerCandidates.For(rows, _options.Seed, _options.ThreadCount);
        if (ChoiceOrigins.Count == 0) return (candidates[0] with { Rounds = 100 }, []);
        if (_options.SearchBudget is { } budget) return Search(candidates, budget);
        var curves = LossCurves(candidates);
        var tried = candidates.Select((candidate, index) => Summarise(candidate, curves[index])).ToArray();
        var best = tried.MinBy(trial => trial.LogLoss)!;
        var chosen = candidates[Array.IndexOf(tried, best)] with { Rounds = best.Rounds };
        return (chosen, tried);
    }

    private (GradientBoostingOptions Options, IReadOnlyList<LearnerTrial> Trials) Search(IReadOnlyList<GradientBoostingOptions> builtIn, TimeSpan budget) =>
        new LearnerSearch(_options, _set, TrainableFor(Test), ChoiceOrigins)
            .Run(builtIn, budget, options => Summarise(options, LossCurves([options])[0]), _cancellationToken);

    /// <summary>Loss after each round, by candidate and choice origin.</summary>
    private IReadOnlyList<double>[][] LossCurves(IReadOnlyList<GradientBoostingOptions> candidates)
    {
        var curves = candidates.Select(_ => new IReadOnlyList<double>[ChoiceOrigins.Count]).ToArray();
        var done = 0;
        Report(ChoosingStage, 0);
        _fits.ForEach(candidates.Count * ChoiceOrigins.Count, (job, threadCount) =>
        {
            var (candidate, origin) = (job / ChoiceOrigins.Count, job % ChoiceOrigins.Count);
            var table = ChoiceOrigins[origin];
            curves[candidate][origin] = _options.Learner.Learn(
                candidates[candidate] with { ThreadCount = threadCount },
                _set.First(TrainableFor(table)),
                _set.One(table),
                curves.Length * ChoiceOrigins.Count == 1 ? new StageShare(_progress, ChoosingStage, _set.RowsIn(TrainableFor(table))) : null,
                _cancellationToken).ValidationLosses;
            Report(ChoosingStage, (double)Interlocked.Increment(ref done) / (candidates.Count * ChoiceOrigins.Count));
        });
        return curves;
    }

    /// <summary>Where the mean loss curve of the choice origins is lowest.</summary>
    private static LearnerTrial Summarise(GradientBoostingOptions candidate, IReadOnlyList<double>[] curves)
    {
        var rounds = curves.Min(curve => curve.Count);
        var best = Enumerable.Range(0, rounds).MinBy(round => curves.Average(curve => curve[round]));
        return new LearnerTrial(Describe(candidate), best + 1, curves.Average(curve => curve[best]));
    }

    private OutOfTimePredictions Predict(int table, GradientBoostingOptions options, string stage, out TreeEnsemble ensemble)
    {
        ensemble = Learn(TrainableFor(table), options, stage);
        var snapshot = _set.Tables[table];
        var rawLogOdds = new double[snapshot.Features.RowCount];
        ensemble.RawScoreBatch(snapshot.Features, rawLogOdds, _options.ThreadCount);
        return new OutOfTimePredictions(snapshot.AsOf, rawLogOdds, snapshot.Churned);
    }

    private TreeEnsemble Learn(int tables, GradientBoostingOptions options, string stage)
    {
        var training = _set.First(tables);
        var bags = new TreeEnsemble[LearnerCandidates.BagsFor(_set.RowsIn(TrainableFor(Test)))];
        Report(stage, 0);
        _fits.ForEach(bags.Length, (bag, threadCount) => bags[bag] = _options.Learner.Learn(
            options with { Seed = options.Seed + bag, ThreadCount = threadCount },
            training,
            null,
            bag == 0 ? new StageShare(_progress, stage, training.Labels.Length) : null,
            _cancellationToken).Ensemble);
        return EnsembleAverage.Of(bags);
    }

    /// <summary>The calibration that origins give, its level believed as far as the drift among the first snapshots allows.</summary>
    private ProbabilityCalibration CalibrationFrom(IReadOnlyList<OutOfTimePredictions> origins, CalibrationMethod method, int tables)
    {
        if (origins.Count == 0) return PlattCalibration.Identity;
        var baseRates = _set.Tables.Take(tables).Select(table => table.Churned.Average(label => (double)label)).ToArray();
        return LevelShrinkage.Apply(CalibrationLearner.FitPooled(method, origins), origins, _set.HorizonDays, baseRates);
    }

    /// <summary>Choice origins, each calibrated by those whose labels ended before it.</summary>
    private IEnumerable<OriginResult> Origins(OutOfTimePredictions[] choices, CalibrationMethod method) =>
        choices.Select((predictions, index) =>
        {
            var table = ChoiceOrigins[index];
            var earlier = choices.Where((_, other) => _set.LabelEnd(ChoiceOrigins[other]) <= DateOf(table)).ToArray();
            return new OriginResult(table, _set.RowsIn(TrainableFor(table)), true, predictions, CalibrationFrom(earlier, method, TrainableFor(table)));
        });

    private void Report(string stage, double share) => _progress?.Report(new TrainingProgress(stage, share));

    public static string Describe(GradientBoostingOptions options) =>
        $"{options.MaximumLeaves} leaves of at least {options.MinimumLeafRows} rows, rate {options.LearningRate:0.###}, "
        + $"{options.FeatureFraction:0%} of the features and {options.RowSampling.RandomFraction:0%} of the rows a tree, L2 {options.L2:0.##}";
}

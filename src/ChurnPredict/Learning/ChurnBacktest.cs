using System.Collections.Concurrent;
using ChurnPredict.Boosting;

namespace ChurnPredict.Learning;

/// <summary>
/// Backtest, then refit. The last labelled snapshot is the test and is read once; options, rounds and calibration are chosen on
/// origins whose labels ended before it. Every model sees only what had happened before the snapshot that it is judged on: labels that had
/// ended, and of others what was known of them.
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
    private readonly TriedEnsembles _tried = new();
    private readonly ConcurrentDictionary<int, Lazy<BinnedMatrix>> _bins = [];

    public ChurnBacktest(
        SnapshotSet set, TrainingOptions options, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        _set = set;
        _options = options;
        _progress = progress;
        _cancellationToken = cancellationToken;
        _fits = new IndependentFits(options.ThreadCount, set.RowsFor(set.Tables.Count), cancellationToken);
        Test = set.Tables.Count - 1;
        ChoiceOrigins = [.. Enumerable.Range(0, TrainableFor(Test)).Where(CanJudge).TakeLast(MaximumChoiceOrigins)];
    }

    /// <summary>Index of the test snapshot.</summary>
    public int Test { get; }

    /// <summary>Snapshots on which choices are made, oldest first; empty when the history is too short for any.</summary>
    public IReadOnlyList<int> ChoiceOrigins { get; }

    /// <summary>Number of leading snapshots that a model for a snapshot may learn from.</summary>
    public int TrainableFor(int table) => _set.TrainableFor(table);

    /// <summary>Whether a learner takes labels between 0 and 1; a library's learns from finished snapshots only.</summary>
    public static bool LearnsFromUnfinished(ITreeLearner learner) => learner is GradientBoostingLearner;

    public ChurnTrainingResult Run()
    {
        var (chosen, trials) = Choose();
        var trees = ChoiceOrigins.Select((table, index) => Predict(table, Learn(table, chosen, $"backtest, origin {index + 1}").Ensemble)).ToArray();
        var (additive, choices) = chosen.Learner is GradientBoostingLearner ? Blend(trees) : (AdditiveChoice.None, trees);
        var method = CalibrationLearner.Choose(choices);
        var calibration = CalibrationFrom(choices, method, Test);
        var (backtest, _) = Learn(Test, chosen, additive.Share, "backtest, test snapshot");
        var tested = Predict(Test, backtest);
        var (final, libraryFiles) = Learn(_set.Tables.Count, chosen, additive.Share, "refit on every snapshot");
        _bins.Clear();
        return new ChurnTrainingResult(
            new ChurnModel(backtest, calibration),
            new ChurnModel(final, CalibrationFrom([.. choices, tested], method, _set.Tables.Count)),
            chosen,
            libraryFiles,
            additive,
            method,
            trials,
            [.. Origins(choices, method), new OriginResult(Test, false, tested, calibration)]);
    }

    private bool CanJudge(int table) => TrainableFor(table) > 0 && _set.CanTrain(TrainableFor(table));

    /// <summary>The learner, or the rival, and the options that do best on the choice origins.</summary>
    private (ChosenLearner Chosen, IReadOnlyList<LearnerTrial> Trials) Choose()
    {
        var candidates = LearnerCandidates.For(_set.RowsIn(TrainableFor(Test)), _options.Seed, _options.ThreadCount);
        if (ChoiceOrigins.Count == 0)
        {
            var untried = candidates[0] with { Rounds = 100 };
            return (new ChosenLearner(_options.Learner, untried, Describe(untried), double.NaN), []);
        }

        var (chosen, trials) = ChooseFor(_options.Learner, candidates);
        foreach (var rival in _options.Rivals)
        {
            var (other, tried) = Try(rival, candidates);
            trials = [.. trials, .. tried.Select(trial => trial with { Options = $"{rival.Name}: {trial.Options}" })];
            if (other.LogLoss < chosen.LogLoss) chosen = other;
        }

        return (chosen, trials);
    }

    private (ChosenLearner Chosen, IReadOnlyList<LearnerTrial> Trials) ChooseFor(ITreeLearner learner, IReadOnlyList<GradientBoostingOptions> candidates) =>
        _options.SearchBudget is not { } budget ? Try(learner, candidates)
        : learner is ITunableTreeLearner tunable ? Tune(tunable, candidates[0], budget)
        : Search(candidates, budget);

    private (ChosenLearner Chosen, IReadOnlyList<LearnerTrial> Trials) Try(ITreeLearner learner, IReadOnlyList<GradientBoostingOptions> candidates)
    {
        var curves = LossCurves(learner, candidates);
        var tried = candidates.Select((candidate, index) => Summarise(candidate, curves[index])).ToArray();
        var best = tried.MinBy(trial => trial.LogLoss)!;
        var options = candidates[Array.IndexOf(tried, best)] with { Rounds = best.Rounds };
        return (new ChosenLearner(learner, options, Describe(options), best.LogLoss), tried);
    }

    /// <summary>Lets the learner find its settings on the latest choice origin, and judges them on all.</summary>
    private (ChosenLearner Chosen, IReadOnlyList<LearnerTrial> Trials) Tune(ITunableTreeLearner tunable, GradientBoostingOptions options, TimeSpan budget)
    {
        var latest = ChoiceOrigins[^1];
        var (learner, settings) = tunable.Tune(
            options.Objective, _set.First(TrainableFor(latest)), _set.One(latest), budget, _options.Seed, _cancellationToken);
        var trial = Summarise(options, LossCurves(learner, [options])[0]) with { Options = settings };
        return (new ChosenLearner(learner, options, settings, trial.LogLoss), [trial]);
    }

    /// <summary>Spends the budget on other options than the built-in ones, which are tried whatever the budget: a search that ends early
    /// never gives a model that did worse out of time than one without a search.</summary>
    private (ChosenLearner Chosen, IReadOnlyList<LearnerTrial> Trials) Search(IReadOnlyList<GradientBoostingOptions> builtIn, TimeSpan budget)
    {
        var (usual, tried) = Try(_options.Learner, builtIn);
        var (best, trials) = new LearnerSearch(_options, _set, TrainableFor(Test), ChoiceOrigins)
            .Run(builtIn, budget, options => Summarise(options, LossCurves(_options.Learner, [options])[0]), _cancellationToken);
        var found = new ChosenLearner(_options.Learner, best, Describe(best), trials.Min(trial => trial.LogLoss));
        return (found.LogLoss < usual.LogLoss ? found : usual, [.. tried, .. trials]);
    }

    /// <summary>Loss after each round, by candidate and choice origin; with unfinished snapshots, before the level is set back to that of
    /// the finished ones, as it is for every candidate.</summary>
    private IReadOnlyList<double>[][] LossCurves(ITreeLearner learner, IReadOnlyList<GradientBoostingOptions> candidates)
    {
        var curves = candidates.Select(_ => new IReadOnlyList<double>[ChoiceOrigins.Count]).ToArray();
        var done = 0;
        Report(ChoosingStage, 0);
        _fits.ForEach(candidates.Count * ChoiceOrigins.Count, (job, threadCount) =>
        {
            var (candidate, origin) = (job / ChoiceOrigins.Count, job % ChoiceOrigins.Count);
            var table = ChoiceOrigins[origin];
            var training = RowsFor(learner, table);
            var result = learner.Learn(
                candidates[candidate] with { ThreadCount = threadCount },
                training,
                _set.One(table),
                curves.Length * ChoiceOrigins.Count == 1 ? new StageShare(_progress, ChoosingStage, training.Labels.Length) : null,
                _cancellationToken);
            curves[candidate][origin] = result.ValidationLosses;
            if (_options.SearchBudget is null) _tried.Keep(learner, candidates[candidate], table, result.Ensemble);
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

    private OutOfTimePredictions Predict(int table, TreeEnsemble ensemble)
    {
        var snapshot = _set.Tables[table];
        return new OutOfTimePredictions(snapshot.AsOf, ensemble.RawScores(snapshot.Features, _options.ThreadCount), snapshot.Churned, _set.RowsIn(TrainableFor(table)));
    }

    /// <summary>Chooses the additive model's share by the trees' predictions for the choice origins, and gives those of both.</summary>
    private (AdditiveChoice Choice, OutOfTimePredictions[] Blended) Blend(OutOfTimePredictions[] trees)
    {
        var pairs = new (OutOfTimePredictions Trees, OutOfTimePredictions Additive)[trees.Length];
        _fits.ForEach(trees.Length, (origin, _) =>
            pairs[origin] = (trees[origin], Predict(ChoiceOrigins[origin], LearnAdditive(ChoiceOrigins[origin]))));
        var choice = AdditiveShare.Choose(pairs);
        return (choice, [.. pairs.Select(pair => AdditiveShare.Blend(pair.Trees, pair.Additive, choice.Share))]);
    }

    /// <summary>The trees, averaged with the additive model; a library's file of the trees alone would not give these scores.</summary>
    private (TreeEnsemble Ensemble, IReadOnlyList<byte[]> LibraryFiles) Learn(int origin, ChosenLearner chosen, double additiveShare, string stage)
    {
        var (trees, files) = Learn(origin, chosen, stage);
        if (additiveShare == 0) return (trees, files);
        return (EnsembleAverage.Sum([(trees, 1 - additiveShare), (LearnAdditive(origin), additiveShare)]), []);
    }

    private (TreeEnsemble Ensemble, IReadOnlyList<byte[]> LibraryFiles) Learn(int origin, ChosenLearner chosen, string stage)
    {
        var training = RowsFor(chosen.Learner, origin);
        var bags = new LearnResult[LearnerCandidates.BagsFor(_set.RowsIn(TrainableFor(Test)))];
        Report(stage, 0);
        _fits.ForEach(bags.Length, (bag, threadCount) =>
        {
            var options = chosen.Options with { Seed = chosen.Options.Seed + bag, ThreadCount = threadCount };
            bags[bag] = _tried.Find(chosen.Learner, options, origin) is { } tried
                ? new LearnResult(tried, [], options.Rounds)
                : chosen.Learner.Learn(options, training, null, bag == 0 ? new StageShare(_progress, stage, training.Labels.Length) : null, _cancellationToken);
        });
        var average = EnsembleAverage.Of([.. bags.Select(bag => bag.Ensemble)]);
        var levelled = LearnsFromUnfinished(chosen.Learner) ? FinishedLevel.Apply(average, _set, origin, rows => PlainTrees.Learn(rows, _options.Seed)) : average;
        return (levelled, [.. bags.Select(bag => bag.LibraryFile).OfType<byte[]>()]);
    }

    /// <summary>The calibration that earlier origins give for the model of an origin: its slope believed as far as their models had finished
    /// rows to learn from, its level as far as the drift among finished snapshots allows.</summary>
    private ProbabilityCalibration CalibrationFrom(IReadOnlyList<OutOfTimePredictions> origins, CalibrationMethod method, int origin)
    {
        if (origins.Count == 0) return PlattCalibration.Identity;
        if (_set.AreFolds) return CalibrationLearner.FitPooled(method, origins);
        var calibration = SlopeShrinkage.Apply(CalibrationLearner.FitPooled(method, origins), origins, _set.RowsIn(TrainableFor(origin)));
        return LevelShrinkage.Apply(calibration, origins, _set.HorizonDays, _set.BaseRates(TrainableFor(origin)));
    }

    /// <summary>Choice origins, each calibrated by those whose labels ended before it.</summary>
    private IEnumerable<OriginResult> Origins(OutOfTimePredictions[] choices, CalibrationMethod method) =>
        choices.Select((predictions, index) =>
        {
            var table = ChoiceOrigins[index];
            var earlier = choices.Where((_, other) => ChoiceOrigins[other] < TrainableFor(table)).ToArray();
            return new OriginResult(table, true, predictions, CalibrationFrom(earlier, method, table));
        });

    private TreeEnsemble LearnAdditive(int origin) =>
        FinishedLevel.Apply(AdditiveLearner.Learn(_set.For(origin)), _set, origin, AdditiveLearner.Learn);

    private TrainingData RowsFor(ITreeLearner learner, int origin) =>
        LearnsFromUnfinished(learner) ? WithBins(_set.For(origin), origin) : _set.First(TrainableFor(origin));

    /// <summary>Candidates and bags learn from the same rows, which are put into bins once. Of a large base, whose bins take memory, there is
    /// one candidate and one bag.</summary>
    private TrainingData WithBins(TrainingData rows, int origin) => rows.Labels.Length >= LearnerCandidates.ManyRows ? rows : rows with
    {
        Bins = _bins.GetOrAdd(origin, _ => new Lazy<BinnedMatrix>(() => BinnedMatrix.From(rows.Features, threadCount: _options.ThreadCount))).Value,
    };

    private void Report(string stage, double share) => _progress?.Report(new TrainingProgress(stage, share));

    public static string Describe(GradientBoostingOptions options) =>
        $"{options.MaximumLeaves} leaves of at least {options.MinimumLeafRows} rows, rate {options.LearningRate:0.###}, "
        + $"{options.FeatureFraction:0%} of the features and {options.RowSampling.RandomFraction:0%} of the rows a tree, L2 {options.L2:0.##}";
}

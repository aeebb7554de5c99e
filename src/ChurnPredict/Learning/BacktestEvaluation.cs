namespace ChurnPredict.Learning;

/// <summary>Writes the report of a backtest: the model and the naive baselines on the same rows, every origin, intervals, grade.</summary>
internal sealed class BacktestEvaluation(
    SnapshotSet set, ChurnBacktest backtest, ChurnTrainingResult trained, ValueBacktestResult values, TrainingOptions options)
{
    public EvaluationReport Report()
    {
        var test = trained.Origins[^1];
        var labels = test.Predictions.Labels;
        var probabilities = test.Probabilities();
        var baselines = new NaiveBaselines(set.First(backtest.TrainableFor(backtest.Test))).Predict(set.Tables[test.Table].Features);
        var leaks = LabelLeak.Find(set.Tables[test.Table].Features, labels, set.Kind);
        return new EvaluationReport
        {
            Customers = labels.Length,
            TestSnapshot = set.Tables[test.Table].AsOf.Date,
            ChurnRate = labels.Average(label => (double)label),
            Churn = new ChurnEvaluation(labels, probabilities).WithIntervals(Bootstrap.ReplicatesFor(labels.Length), options.Seed),
            Value = values.ByTable.GetValueOrDefault(test.Table),
            Baselines = values.WithPastRate(baselines.ToDictionary(
                baseline => baseline.Key,
                baseline => new BaselineMetrics(new ChurnEvaluation(labels, baseline.Value).WithIntervals(0, options.Seed)))),
            Origins = [.. trained.Origins.Select(Describe)],
            Grade = GradeAgainst.Best(labels, probabilities, baselines, leaks, options.Seed),
            IsOneSnapshot = set.AreFolds,
            Warnings = [.. leaks.Select(GradeAgainst.LeakWarning), .. HistoryWarnings(), .. ValueWarnings()],
            BaseRateDrift = LogOdds.FromProbability(RateOf(trained.Origins[^1])) - LogOdds.FromProbability(RateOf(trained.Origins[0])),
        };
    }

    private OriginEvaluation Describe(OriginResult origin) => new()
    {
        TestSnapshot = set.Tables[origin.Table].AsOf.Date,
        Customers = origin.Predictions.Labels.Length,
        ChurnRate = RateOf(origin),
        TrainingRows = origin.TrainingRows,
        ChosenOn = origin.ChosenOn,
        Churn = new ChurnEvaluation(origin.Predictions.Labels, origin.Probabilities()).WithIntervals(0, options.Seed),
        Value = values.ByTable.GetValueOrDefault(origin.Table),
    };

    private IEnumerable<string> HistoryWarnings() => set.AreFolds ? [EvaluationReport.OneSnapshotWarning]
        : backtest.ChoiceOrigins.Count > 0 ? []
        : ["the history is too short to choose options or calibration out of time: defaults were used, and probabilities are calibrated in the backtest at most in their level"];

    private IEnumerable<string> ValueWarnings() => set.AreFolds || values.Final is not null ? []
        : ["no value model: no window of value was over in what could be learned from, so that scores have no expected value and no action pays"];

    private static double RateOf(OriginResult origin) => origin.Predictions.Labels.Average(label => (double)label);
}

using ChurnPredict.Benchmarks;

return args switch
{
    ["history", _, ..] => HistoryBenchmark.Run(args[1..]),
    ["features", ..] => FeaturesBenchmark.Run(args[1..]),
    ["trees", ..] => TreesBenchmark.Run(args[1..]),
    ["learners", ..] => LearnersBenchmark.Run(args[1..]),
    ["grpc", ..] => await TransportBenchmark.RunAsync(args[1..]),
    ["scoring", _, _, ..] => ScoringBenchmark.Run(args[1..]),
    ["server", _, _, ..] => await ServerBenchmark.RunAsync(args[1..]),
    ["sampling", _] => SamplingBenchmark.Run(args[1..]),
    ["parquet", ..] => ParquetBenchmark.Run(args[1..]),
    ["value-speed", ..] => ValueSpeedBenchmark.Run(args[1..]),
    ["value-backtest", _, ..] => ValueBacktestBenchmark.Run(args[1..]),
    ["value-truth", _, _] => ValueTruthBenchmark.Run(args[1..]),
    ["survival-truth", _, _] => SurvivalTruthBenchmark.Run(args[1..]),
    ["churn-truth", _, _] => ChurnTruthBenchmark.Run(args[1..]),
    ["value-alive", _] => AliveTruthBenchmark.Run(args[1..]),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        "usage: ChurnPredict.Benchmarks history DIR [CUSTOMERS] [THREADS] [MEMORY_MIB] | trees DIR [FEATURES] | learners DIR [FEATURES] [ROUNDS] [AUTOML_SECONDS] | parquet FILE [COLUMN ...] | "
        + "features [CUSTOMERS] [THREADS] [all] | grpc [SECONDS] [IN_FLIGHT] | scoring MODELS HISTORY [CUSTOMERS] | server MODELS HISTORY [SECONDS] [IN_FLIGHT] | sampling HISTORY | value-speed [CUSTOMERS] [THREADS] | value-backtest HISTORY [METHOD ...] | churn-truth MODELS HISTORY | value-truth MODELS HISTORY | survival-truth MODELS HISTORY | value-alive HISTORY");
    return 2;
}

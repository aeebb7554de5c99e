using ChurnPredict.Benchmarks;

return args switch
{
    ["trees", ..] => TreesBenchmark.Run(args[1..]),
    ["parquet", ..] => ParquetBenchmark.Run(args[1..]),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: ChurnPredict.Benchmarks trees DIR [FEATURES] | parquet FILE [COLUMN ...]");
    return 2;
}

using System.Diagnostics;
using System.Text.Json;
using ChurnPredict.Parquet;

namespace ChurnPredict.Benchmarks;

/// <summary>Reads columns of a Parquet file into typed buffers: one warm-up, then the median of several runs.</summary>
internal static class ParquetBenchmark
{
    private const int Runs = 5;

    public static int Run(string[] args)
    {
        if (args.Length == 0)
        {
            Console.Error.WriteLine("usage: parquet FILE [COLUMN ...]");
            return 2;
        }

        using var reader = ParquetFileReader.Open(args[0]);
        var columns = args.Length > 1 ? args[1..] : [.. reader.Fields.Select(field => field.Name)];
        var threads = Environment.ProcessorCount;
        Read(args[0], columns, threads);
        var runs = Enumerable.Range(0, Runs).Select(_ => Read(args[0], columns, threads)).OrderBy(run => run.Seconds).ToList();
        var median = runs[Runs / 2];
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            rows = reader.RowCount,
            columns,
            seconds = Math.Round(median.Seconds, 4),
            rows_per_s = Math.Round(reader.RowCount / median.Seconds),
            column_seconds = columns.Zip(median.ColumnSeconds).ToDictionary(pair => pair.First, pair => Math.Round(pair.Second, 4)),
            threads,
            cpu_seconds = Math.Round(runs.Select(run => run.CpuSeconds).Order().ElementAt(Runs / 2), 4),
            runs = runs.ConvertAll(run => Math.Round(run.Seconds, 4)),
        }));
        return 0;
    }

    // The typed columns of every row group are kept until the end: what is measured is a whole table in memory.
    private static (double Seconds, double CpuSeconds, double[] ColumnSeconds) Read(string path, string[] columns, int threads)
    {
        var (clock, cpuBefore) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        using var reader = ParquetFileReader.Open(path);
        var table = new ParquetColumn[reader.RowGroups.Count][];
        var ticks = new long[columns.Length];
        Parallel.For(0, table.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, group =>
        {
            table[group] = new ParquetColumn[columns.Length];
            for (var column = 0; column < columns.Length; column++)
            {
                var start = Stopwatch.GetTimestamp();
                table[group][column] = reader.ReadColumn(group, columns[column]);
                Interlocked.Add(ref ticks[column], Stopwatch.GetTimestamp() - start);
            }
        });
        var seconds = clock.Elapsed.TotalSeconds;
        GC.KeepAlive(table);
        return (seconds, (Environment.CpuUsage.TotalTime - cpuBefore).TotalSeconds, Array.ConvertAll(ticks, count => (double)count / Stopwatch.Frequency));
    }
}

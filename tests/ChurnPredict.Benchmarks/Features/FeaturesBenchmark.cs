using System.Globalization;
using System.Text.Json;
using ChurnPredict.Features;
using ChurnPredict.History;
using ChurnPredict.Labels;

namespace ChurnPredict.Benchmarks;

/// <summary>Computes every feature of a history in memory for one date, and of single customers, and prints one JSON line.</summary>
internal static class FeaturesBenchmark
{
    private const int SingleCustomers = 20_000;

    public static int Run(string[] arguments)
    {
        var customers = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 100_000;
        var threads = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 2;
        var allTables = arguments.Length > 2 && arguments[2] == "all";
        var store = new RandomHistory(customers, allTables).Build();
        var source = new InMemoryHistory(store);
        var asOf = store.TimeAxis.AsOf(source.DayAfterLastEvent.Date.AddDays(-90));

        var clock = new BenchmarkClock();
        var schema = FeatureSchemaBuilder.Build(source);
        var schemaTime = clock.Lap();
        var reference = FeatureReferenceFitter.Fit(source, schema, asOf, threadCount: threads);
        var referenceTime = clock.Lap();
        var allocatedBefore = GC.GetTotalAllocatedBytes();
        var table = SnapshotBuilder.Build(source, schema, [asOf], [reference], new ChurnDefinition(), threads)[0];
        var rowsTime = clock.Lap();
        var allocated = GC.GetTotalAllocatedBytes() - allocatedBefore - (table.Features.Values.LongLength * sizeof(float));
        Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object?>
        {
            ["customers"] = customers,
            ["rows"] = table.Features.RowCount,
            ["features"] = schema.Count,
            ["threads"] = threads,
            ["schema_s"] = Math.Round(schemaTime.Wall, 2),
            ["reference_s"] = Math.Round(referenceTime.Wall, 2),
            ["reference_cpu_s"] = Math.Round(referenceTime.Cpu, 2),
            ["rows_s"] = Math.Round(rowsTime.Wall, 2),
            ["rows_cpu_s"] = Math.Round(rowsTime.Cpu, 2),
            ["single_cpu_us"] = Math.Round(Single(store, schema, reference, asOf) * 1e6, 2),
            ["allocated_bytes_per_row"] = Math.Round(allocated / (double)table.Features.RowCount, 1),
        }));
        return 0;
    }

    private static double Single(EventStore store, FeatureSchema schema, FeatureReference reference, AsOfDate asOf)
    {
        var calculator = new FeatureCalculator(schema, reference);
        var row = new float[schema.Count];
        var count = int.Min(SingleCustomers, store.CustomerCount);
        var clock = new BenchmarkClock();
        for (var customer = 0; customer < count; customer++) calculator.Compute(store.Customer(customer), asOf, row);
        return clock.Lap().Cpu / count;
    }
}

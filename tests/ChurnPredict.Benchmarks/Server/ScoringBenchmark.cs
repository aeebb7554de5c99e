using System.Globalization;
using System.Text.Json;
using ChurnPredict.Features;
using ChurnPredict.History;
using ChurnPredict.ModelStore;
using ChurnPredict.Retention;
using ChurnPredict.Scoring;
using ChurnPredict.Server.Answers;
using ChurnPredict.Server.Serving;
using Google.Protobuf;

namespace ChurnPredict.Benchmarks;

/// <summary>
/// <c>scoring MODELS HISTORY [CUSTOMERS] [PART]</c>: what the parts of one answer take, on one thread, in microseconds a customer; random
/// customers at changing dates. Prints one JSON line.
/// </summary>
internal static class ScoringBenchmark
{
    private const int DatesBack = 120;

    public static int Run(string[] arguments)
    {
        var count = arguments.Length > 2 ? int.Parse(arguments[2], CultureInfo.InvariantCulture) : 5_000;
        using var source = HistoryReader.Open(arguments[1], new HistoryReaderOptions { ThreadCount = Environment.ProcessorCount });
        var store = ((InMemoryHistory)source).Store;
        var (id, model) = ModelFolder.Read(new ModelLibrary(arguments[0]), null);
        var scorer = new CustomerScorer(model, id, store.Description);
        var calculator = new FeatureCalculator(model.Schema, model.Reference);
        var segments = new SegmentCalculator(model.Schema, model.Reference);
        var served = new ServedModel(
            id, model, store, scorer, new ActionPlanner(ActionCatalogue.ReadBuiltIn(), model.Schema, store.Description), new DefaultDate(store, null), default);
        var features = new float[model.Schema.Count];
        var parts = new Dictionary<string, Action<CustomerHistory, AsOfDate>>
        {
            ["features"] = (customer, asOf) => calculator.Compute(customer, asOf, features),
            ["segments"] = (customer, asOf) => segments.Compute(customer, asOf),
            ["bare"] = (customer, asOf) => scorer.Score(customer, asOf, default),
            ["values"] = (customer, asOf) => scorer.Score(customer, asOf, ScoreParts.Values),
            ["values_survival"] = (customer, asOf) => scorer.Score(customer, asOf, ScoreParts.Values | ScoreParts.Survival),
            ["all"] = (customer, asOf) => scorer.Score(customer, asOf),
            ["all_and_plan"] = (customer, asOf) => served.Planner.Plan(scorer.Score(customer, asOf), customer),
            ["plain_answer"] = (customer, asOf) => AnswerWriter.Answer(served, customer, new AnswerRequest(asOf, null, 0, 0)),
            ["answer"] = (customer, asOf) => AnswerWriter.Answer(served, customer, new AnswerRequest(asOf, null, null, null)),
            ["answer_bytes"] = (customer, asOf) => AnswerWriter.Answer(served, customer, new AnswerRequest(asOf, null, null, null)).ToByteArray(),
        };
        var measured = parts.Where(part => arguments.Length < 4 || arguments[3] == part.Key)
            .Select(part => KeyValuePair.Create<string, object>(part.Key, Microseconds(store, count, part.Value)));
        Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object>(measured)
        {
            ["trees"] = model.Final.Ensemble.Trees.Count,
            ["leaves"] = model.Final.Ensemble.Trees.Sum(tree => tree.Leaves.Length),
            ["columns"] = features.Length,
        }));
        return 0;
    }

    /// <summary>Processor time of a customer, and beside it the bytes allocated.</summary>
    private static string Microseconds(EventStore store, int count, Action<CustomerHistory, AsOfDate> work)
    {
        Pass(store, count, work);
        var (allocated, processor) = (GC.GetAllocatedBytesForCurrentThread(), Environment.CpuUsage.TotalTime);
        Pass(store, count, work);
        (allocated, processor) = (GC.GetAllocatedBytesForCurrentThread() - allocated, Environment.CpuUsage.TotalTime - processor);
        return string.Create(CultureInfo.InvariantCulture, $"{processor.TotalMicroseconds / count:0.0} us, {allocated / count} bytes");
    }

    private static void Pass(EventStore store, int count, Action<CustomerHistory, AsOfDate> work)
    {
        var random = new Random(1);
        var last = store.TimeAxis.LocalDate(store.LastEventAt).AddDays(1);
        var dates = Enumerable.Range(0, DatesBack).Select(days => store.TimeAxis.AsOf(last.AddDays(-days))).ToArray();
        for (var call = 0; call < count; call++) work(store.Customer(random.Next(store.CustomerCount)), dates[random.Next(DatesBack)]);
    }
}

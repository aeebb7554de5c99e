using ChurnPredict.Features;
using ChurnPredict.History;

namespace ChurnPredict.Tests.Features;

/// <summary>Features of small histories by name.</summary>
internal static class FeatureProbe
{
    public static readonly DateOnly Date = new(2024, 7, 1);

    /// <summary>An instant some days before (negative: after) midnight UTC of <see cref="Date"/>.</summary>
    public static long DaysBefore(double days) => At(Date) - (long)(days * Instants.MicrosecondsPerDay);

    public static long At(DateOnly date) => new DateTimeOffset(date, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds() * 1000;

    public static TransactionRow Order(double daysBefore, double amount = 10, string customer = "c") =>
        new(customer, DaysBefore(daysBefore), amount);

    /// <summary>A customer of old, so that windows are observed.</summary>
    public static EventStoreBuilder Since(double daysBefore, HistoryDescription? description = null) =>
        new EventStoreBuilder(description).Add(Order(daysBefore, 5, "somebody else"));

    public static IReadOnlyDictionary<string, float> Features(this EventStoreBuilder history, string customer = "c") =>
        FeaturesOf(history.Build(), customer);

    public static IReadOnlyDictionary<string, float> FeaturesOf(EventStore store, string customer, FeatureSchema? schema = null)
    {
        var source = new InMemoryHistory(store);
        var asOf = store.TimeAxis.AsOf(Date);
        schema ??= FeatureSchemaBuilder.Build(source);
        var row = new float[schema.Count];
        Assert.True(store.Ids.TryFind(customer, out var index));
        new FeatureCalculator(schema, FeatureReferenceFitter.Fit(source, schema, asOf)).Compute(store.Customer(index), asOf, row);
        return schema.Features.Zip(row).ToDictionary(pair => pair.First.Name, pair => pair.Second);
    }
}

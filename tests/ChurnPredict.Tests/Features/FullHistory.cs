using ChurnPredict.Features;
using ChurnPredict.History;
using static ChurnPredict.Tests.Features.FeatureProbe;

namespace ChurnPredict.Tests.Features;

/// <summary>A small history with every table and column, of customers who differ by their seed.</summary>
internal static class FullHistory
{
    private static readonly string[] Categories = ["books", "music", "toys"];
    private static readonly string[] Plans = ["basic", "gold"];

    public static HistoryDescription Description { get; } = new()
    {
        TimeZone = "Europe/London",
        Currency = "GBP",
        StaticAttributes = ["segment"],
        GrossMargin = 0.3,
    };

    public static EventStoreBuilder Build(int customers = 60, HistoryDescription? description = null)
    {
        var history = new EventStoreBuilder(description ?? Description);
        for (var customer = 0; customer < customers; customer++) AddCustomer(history, new Random(customer), $"customer-{customer}");
        return history;
    }

    public static FeatureSchema Schema() => FeatureSchemaBuilder.Build(new InMemoryHistory(Build().Build()));

    public static IReadOnlyList<FeatureDefinition> AllDefinitions()
    {
        var schema = Schema();
        return [.. FeatureCatalogue.Blocks(schema.Vocabularies, schema.Attributes).SelectMany(block => block.Definitions)];
    }

    /// <summary>One customer's rows alone.</summary>
    public static EventStoreBuilder Alone(EventStoreBuilder history, string id)
    {
        AddCustomer(history, new Random(int.Parse(id["customer-".Length..], System.Globalization.CultureInfo.InvariantCulture)), id);
        return history;
    }

    private static void AddCustomer(EventStoreBuilder history, Random random, string id)
    {
        double Days(int most) => (random.NextDouble() * (most + 60)) - 60;
        long? Later(long at, int hours) => random.Next(5) == 0 ? null : at + (long)(random.NextDouble() * hours * 3600 * Instants.MicrosecondsPerSecond);
        for (var row = 0; row < 2; row++)
        {
            history.Add(new CustomerRow(id)
            {
                ValidFrom = DaysBefore(1000 - (row * 800)),
                SignedUpAt = DaysBefore(900),
                CancelledAt = random.Next(4) == 0 ? DaysBefore(Days(100)) : null,
                Country = random.Next(2) == 0 ? "GB" : "JP",
                Language = "en",
                Plan = Plans[random.Next(2)],
                BirthMonth = random.Next(1, 13),
                ReferredBy = random.Next(3) == 0 ? "customer-0" : null,
                Numbers = new Dictionary<string, float> { ["fee"] = random.Next(100) },
                Texts = new Dictionary<string, string> { ["segment"] = random.Next(2) == 0 ? "home" : "office" },
            });
        }

        for (var order = random.Next(1, 30); order > 0; order--)
        {
            var at = DaysBefore(Days(900));
            for (var line = random.Next(1, 4); line > 0; line--)
            {
                history.Add(new TransactionRow(id, at, random.Next(8) == 0 ? -5 : random.Next(1, 100))
                {
                    OrderId = $"{id}-{order}",
                    Quantity = random.Next(1, 5),
                    Category = Categories[random.Next(3)],
                    Margin = random.NextDouble() * 10,
                    ListPrice = random.Next(50, 120),
                    PromisedAt = at + (5 * Instants.MicrosecondsPerDay),
                    DeliveredAt = Later(at, 240),
                    IngestedAt = at + random.Next(10) * Instants.MicrosecondsPerDay / 10,
                });
            }
        }

        for (var row = random.Next(40); row > 0; row--)
            history.Add(new EngagementRow(id, DaysBefore(Days(900)), row % 2 == 0 ? "visit" : "Mail open") { Value = random.Next(9), Channel = row % 3 == 0 ? "web" : "app" });
        foreach (var instrument in Enum.GetValues<SatisfactionInstrument>())
        {
            for (var row = random.Next(4); row > 0; row--)
                history.Add(new SatisfactionRow(id, DaysBefore(Days(900)), instrument, random.Next(5) == 0 ? null : random.Next(1, 6)) { Aspect = row % 2 == 0 ? "price" : "service" });
        }

        for (var row = random.Next(6); row > 0; row--)
        {
            var at = DaysBefore(Days(900));
            history.Add(new SupportRow(id, at) { FirstResponseAt = Later(at, 48), ResolvedAt = Later(at, 400), Severity = random.Next(1, 5), Channel = "app", Topic = row % 2 == 0 ? "refund" : "login" });
        }

        for (var row = random.Next(6); row > 0; row--)
        {
            var at = DaysBefore(Days(900));
            history.Add(new TouchRow(id, at, row % 2 == 0 ? "coupon" : "call") { Channel = "mail", Cost = 1.5f, IsControl = random.Next(6) == 0, RedeemedAt = Later(at, 300) });
        }
    }
}

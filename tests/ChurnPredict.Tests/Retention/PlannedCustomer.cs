using ChurnPredict.Features;
using ChurnPredict.History;
using ChurnPredict.Labels;
using ChurnPredict.Retention;
using ChurnPredict.Scoring;

namespace ChurnPredict.Tests.Retention;

/// <summary>One customer with a score, for tests of plans.</summary>
internal static class PlannedCustomer
{
    public static readonly AsOfDate AsOf = new TimeAxis("UTC").AsOf(new DateOnly(2025, 6, 1));

    public static readonly FeatureSchema Schema = new()
    {
        Features =
        [
            new FeatureDefinition("recency_days", FeatureGroup.Recency, "days", "Days since the last order."),
            new FeatureDefinition("orders_total", FeatureGroup.Frequency, "orders", "Orders."),
            new FeatureDefinition("plan", FeatureGroup.Attributes, "category", "Plan.", true),
        ],
        Vocabularies = new HistoryVocabularies { Plans = new Vocabulary(["basic", "premium"]) },
    };

    public static long DaysAgo(double days) => AsOf.Instant - (long)(days * Instants.MicrosecondsPerDay);

    public static HistoryDescription Description => new() { Currency = "EUR", GrossMargin = 0.3 };

    public static CustomerHistory CustomerWith(HistoryDescription? description = null, CustomerRow? row = null, params TouchRow[] touches)
    {
        var builder = new EventStoreBuilder(description ?? Description)
            .Add(new TransactionRow("a", DaysAgo(40), 30) { Category = "tea" })
            .Add(new TransactionRow("a", DaysAgo(30), 40) { Category = "tea" })
            .Add(new TransactionRow("a", DaysAgo(30), 10) { Category = "books" })
            .Add(new EngagementRow("a", DaysAgo(3), "visit") { Channel = "app" })
            .Add(row ?? new CustomerRow("a") { Country = "JP", ConsentEmail = true, ConsentSms = false });
        foreach (var touch in touches) builder.Add(touch);
        return builder.Build().Customer(0);
    }

    public static CustomerScore Score(double churn = 0.5, double? value = 200, params float[] features) => new()
    {
        CustomerId = "a",
        AsOf = AsOf,
        Status = CustomerStatus.Scored,
        ChurnProbability = churn,
        ValueIfRetained = value,
        ValueAtRisk = value * churn,
        Features = features.Length > 0 ? features : [30, 2, 1],
        ModelId = "m",
        Segments = new CustomerSegments { SatisfactionClass = "favourable", LoyaltyRank = "rank_3" },
    };

    /// <summary>A catalogue of actions that differ from a plain one by the lines given.</summary>
    public static ActionCatalogue Catalogue(params string[] differences) => ActionCatalogue.Parse(
        "actions:\n" + string.Concat(differences.Select((lines, index) => Action($"a{index + 1}", lines))), "catalogue.yaml");

    public static string Action(string id, string lines)
    {
        var plain = new Dictionary<string, string>
        {
            ["id"] = id,
            ["title"] = "{ en: Title, ja: 題 }",
            ["message"] = "{ en: Text, ja: 文 }",
            ["channel"] = "email",
            ["contact_cost"] = "1",
            ["relative_uplift"] = "{ value: 0.1, source: prior }",
        };
        foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            plain[line[..colon]] = line[(colon + 1)..].Trim();
        }

        return "  - " + string.Join("\n    ", plain.Where(pair => pair.Value != "-").Select(pair => $"{pair.Key}: {pair.Value}")) + "\n";
    }

    public static ActionPlan Plan(ActionCatalogue catalogue, CustomerHistory? history = null, CustomerScore? score = null, double holdout = 0)
    {
        var customer = history ?? CustomerWith();
        var planner = new ActionPlanner(catalogue, Schema, customer.Store.Description, new RetentionOptions { HoldoutShare = holdout });
        return planner.Plan(score ?? Score(), customer);
    }
}

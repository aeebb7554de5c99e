using ChurnPredict.Features;
using ChurnPredict.History;
using ChurnPredict.Labels;
using ChurnPredict.Parquet;
using ChurnPredict.Retention;
using ChurnPredict.Scoring;
using ChurnPredict.Trainer.Generation;

namespace ChurnPredict.Trainer.Tests.Generation;

/// <summary>
/// The planner against an oracle on a history whose effects are known. Both know each customer's true churn probability and value;
/// the oracle also knows what each action does to this very customer, the planner only the true mean effect in the customer's segment.
/// </summary>
public sealed class RetentionPolicyTests : IDisposable
{
    private const double GrossMargin = 0.35;

    /// <summary>Segments by what the tables show: kind of customer, grievance, rank, and how risky the customer is.</summary>
    private static readonly string[] Segments =
    [
        .. from risk in new[] { "churn_probability < 0.15", "churn_probability >= 0.15 and churn_probability < 0.3", "churn_probability >= 0.3 and churn_probability < 0.6", "churn_probability >= 0.6" }
           from who in new[]
           {
               "attribute_segment == 'bargain'", "attribute_segment == 'household'", "attribute_segment == 'gift'", "attribute_segment == 'professional'",
           }
           from mood in new[]
           {
               "(nps_class == 0 or delivery_last_late == 1 or first_response_hours_last >= 24)",
               "(nps_class != 0 or not known(nps_class)) and delivery_last_late == 0 and not first_response_hours_last >= 24 and loyalty_rank >= 3",
               "(nps_class != 0 or not known(nps_class)) and delivery_last_late == 0 and not first_response_hours_last >= 24 and loyalty_rank < 3",
           }
           select $"{risk} and {who} and {mood}",
    ];

    private readonly TemporaryFolder _folder = new();
    private readonly HistorySource _source;
    private readonly FeatureSchema _schema;
    private readonly List<(CustomerHistory History, CustomerScore Score, float[] Uplift)> _customers = [];

    public RetentionPolicyTests()
    {
        new HistoryGenerator(new GenerationOptions { CustomerCount = 8_000, Months = 20, Seed = 17, TruthSnapshots = 1 }).Write(_folder.Path);
        _source = HistoryReader.Open(_folder.Path);
        _schema = FeatureSchemaBuilder.Build(_source);
        ScoreByTruth();
    }

    [Fact]
    public void Plan_WithTrueUpliftsOfSegments_EarnsNearlyWhatAnOracleEarns()
    {
        var planner = new ActionPlanner(Catalogue(), _schema, _source.Description, new RetentionOptions { HoldoutShare = 0, MaximumActions = 1 });

        var planned = _customers.Sum(customer => planner.Plan(customer.Score, customer.History).Actions.Sum(action => TrueNet(customer, IndexOf(action))));
        var oracle = _customers.Sum(customer => Math.Max(0, Allowed(customer).Select(action => TrueNet(customer, action)).DefaultIfEmpty(0).Max()));
        var bestSingle = Enumerable.Range(0, TouchEffects.Actions.Count).Max(action => _customers.Where(customer => Allowed(customer).Contains(action)).Sum(customer => TrueNet(customer, action)));

        Assert.True(planned >= 0.9 * oracle, $"planned {planned:N0}, oracle {oracle:N0}");
        Assert.True(planned >= 1.3 * bestSingle, $"planned {planned:N0}, best single action {bestSingle:N0}");
    }

    [Fact]
    public void Plan_OfEveryCustomer_HasConsentKeepsLimitsAndPays()
    {
        var planner = new ActionPlanner(Catalogue(), _schema, _source.Description, new RetentionOptions { HoldoutShare = 0.1 });

        foreach (var customer in _customers)
        {
            var plan = planner.Plan(customer.Score, customer.History);
            Assert.All(plan.Actions, action => Assert.True(action.NetValue > 0 && Allowed(customer).Contains(IndexOf(action))));
            Assert.InRange(plan.Actions.Count + RecentContacts(customer.History), 0, Math.Max(4, RecentContacts(customer.History)));
            Assert.True(!plan.IsHoldout || plan.Actions.Count == 0);
        }
    }

    public void Dispose()
    {
        _source.Dispose();
        _folder.Dispose();
    }

    private static int IndexOf(PlannedAction action) => TouchEffects.Actions.Select(known => known.Name).ToList().IndexOf(action.Action.Id);

    private static double Cost(int action) => TouchEffects.Actions[action].CostYen + (TouchEffects.Actions[action].IsOffer ? 0.3 * 600 : 0);

    private static double TrueNet((CustomerHistory History, CustomerScore Score, float[] Uplift) customer, int action) =>
        (customer.Uplift[action] * customer.Score.ValueAtRisk!.Value) - Cost(action);

    private static IEnumerable<int> Allowed((CustomerHistory History, CustomerScore Score, float[] Uplift) customer)
    {
        var table = customer.History.Store.Customers!;
        var row = table.RowAsOf(customer.History.Customer, customer.Score.AsOf.Instant)!.Value;
        for (var action = 0; action < TouchEffects.Actions.Count; action++)
        {
            var consent = TouchEffects.Actions[action].Channel switch
            {
                TouchChannel.Email => table.ConsentEmail,
                TouchChannel.Sms => table.ConsentSms,
                _ => table.ConsentPhone,
            };
            if (consent![row] == true) yield return action;
        }
    }

    private int RecentContacts(CustomerHistory history)
    {
        var (touches, now) = (history.Store.Touches!, _source.DayAfterLastEvent.Instant);
        return Enumerable.Range(touches.Start[history.Customer], touches.Start[history.Customer + 1] - touches.Start[history.Customer])
            .Count(row => touches.OccurredAt[row] >= now - (30 * Instants.MicrosecondsPerDay) && !touches.IsControl![row]);
    }

    /// <summary>Scores with the true churn probability and value, for customers who are not gone already.</summary>
    private void ScoreByTruth()
    {
        var asOf = _source.DayAfterLastEvent;
        var store = _source.Parts().Single();
        var calculator = new FeatureCalculator(_schema, FeatureReferenceFitter.Fit(_source, _schema, asOf));
        using var truth = ParquetFileReader.Open(_folder["truth.parquet"]);
        var ids = ((ParquetColumn<long>)truth.ReadColumn(0, "customer_id")).Values;
        var (churn, spend) = (Column("churn_probability"), Column("expected_spend_365"));
        var uplifts = TouchEffects.Actions.Select(action => Column($"uplift_{action.Name}")).ToArray();
        var recency = _schema.Features.Select(feature => feature.Name).ToList().IndexOf("recency_days");
        for (var row = 0; row < ids.Length; row++)
        {
            Assert.True(store.Ids.TryFind($"{ids[row]}", out var index));
            var history = store.Customer(index);
            var features = new float[_schema.Count];
            calculator.Compute(history, asOf, features);
            if (features[recency] > 180) continue;
            var value = GrossMargin * spend[row] / Math.Max(1 - churn[row], 0.05);
            _customers.Add((history, ScoreOf(history, asOf, features, churn[row], value), [.. uplifts.Select(uplift => uplift[row])]));
        }

        float[] Column(string name) => ((ParquetColumn<float>)truth.ReadColumn(0, name)).Values;
    }

    private static CustomerScore ScoreOf(CustomerHistory history, AsOfDate asOf, float[] features, double churn, double value) => new()
    {
        CustomerId = history.Id,
        AsOf = asOf,
        Status = CustomerStatus.Scored,
        ChurnProbability = churn,
        ValueIfRetained = value,
        ValueAtRisk = churn * value,
        Features = features,
        ModelId = "truth",
    };

    /// <summary>The campaigns' actions, with the true mean uplift of each segment.</summary>
    private ActionCatalogue Catalogue()
    {
        var names = new ConditionNames(_schema);
        var segments = Segments.Select(text => (Text: text, Holds: ActionCondition.Parse(text, names).Compile(names))).ToArray();
        var yaml = new System.Text.StringBuilder("actions:\n");
        for (var action = 0; action < TouchEffects.Actions.Count; action++)
        {
            var known = TouchEffects.Actions[action];
            yaml.Append($"""
                  - id: {known.Name}
                    title: {"{"} en: T {"}"}
                    message: {"{"} en: M {"}"}
                    channel: {known.Channel.ToString().ToLowerInvariant()}
                    contact_cost: {known.CostYen}
                    incentive_cost: {(known.IsOffer ? 600 : 0)}
                    redeem_probability: {(known.IsOffer ? 0.3 : 0)}
                    relative_uplift:
                      value: 0
                      source: measured
                      segments:

                """);
            foreach (var (text, holds) in segments)
            {
                var members = _customers.Where(customer => holds(new ActionFacts(customer.Score))).ToArray();
                var uplift = members.Sum(customer => customer.Uplift[action] * customer.Score.ValueAtRisk!.Value) / Math.Max(1, members.Sum(customer => customer.Score.ValueAtRisk!.Value));
                yaml.Append($"        - {"{"} when: \"{text}\", value: {uplift:0.0000}, source: measured {"}"}\n");
            }
        }

        return ActionCatalogue.Parse(yaml.ToString(), "true.yaml", _schema);
    }
}

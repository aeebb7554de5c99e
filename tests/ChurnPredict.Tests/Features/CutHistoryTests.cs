using System.Text.Json;
using ChurnPredict.Features;
using ChurnPredict.History;
using ChurnPredict.Labels;
using ChurnPredict.Tests.History;
using ChurnPredict.Value;

namespace ChurnPredict.Tests.Features;

/// <summary>Whatever is told as of a date is told by a history that was cut at it: rows become known late and in any order, customers
/// change, and what comes later is not there.</summary>
public sealed class CutHistoryTests
{
    private static readonly ChurnDefinition[] Definitions =
    [
        new(), new() { Population = ChurnPopulation.All }, new() { Kind = ChurnKind.Cancellation }, new() { Kind = ChurnKind.Label, LabelAsOf = FeatureProbe.Date },
    ];

    public static TheoryData<int, int> Histories() => new() { { 1, 0 }, { 2, 150 }, { 3, 400 } };

    [Theory]
    [MemberData(nameof(Histories))]
    public void Build_Schema_IsTheSame(int seed, int daysBefore)
    {
        var (full, cut, asOf) = Cut(seed, daysBefore);
        Assert.Equal(
            JsonSerializer.Serialize(FeatureSchemaBuilder.Build(new InMemoryHistory(cut), asOf)),
            JsonSerializer.Serialize(FeatureSchemaBuilder.Build(new InMemoryHistory(full), asOf)));
    }

    [Theory]
    [MemberData(nameof(Histories))]
    public void Fit_Reference_IsTheSame(int seed, int daysBefore)
    {
        var (full, cut, asOf) = Cut(seed, daysBefore);
        Assert.All(Definitions, churn => Assert.Equal(
            JsonSerializer.Serialize(FeatureReferenceFitter.Fit(new InMemoryHistory(cut), FullHistory.Schema(), asOf, churn)),
            JsonSerializer.Serialize(FeatureReferenceFitter.Fit(new InMemoryHistory(full), FullHistory.Schema(), asOf, churn))));
    }

    [Theory]
    [MemberData(nameof(Histories))]
    public void Compute_EveryCustomer_HasTheSameFeatures(int seed, int daysBefore)
    {
        var (full, cut, asOf) = Cut(seed, daysBefore);
        var schema = FullHistory.Schema();
        var calculator = new FeatureCalculator(schema, FeatureReferenceFitter.Fit(new InMemoryHistory(cut), schema, asOf));
        IReadOnlyList<string> Row(CustomerHistory history)
        {
            var row = new float[schema.Count];
            calculator.Compute(history, asOf, row);
            return [.. schema.Features.Zip(row, (feature, value) => $"{history.Id} {feature.Name} {BitConverter.SingleToInt32Bits(value):x}")];
        }

        Assert.All(InBoth(full, cut), pair => Assert.Equal(Row(pair.Cut), Row(pair.Full)));
    }

    [Theory]
    [MemberData(nameof(Histories))]
    public void StatusOf_EveryCustomer_IsTheSame(int seed, int daysBefore)
    {
        var (full, cut, asOf) = Cut(seed, daysBefore);
        var known = InBoth(full, cut).ToDictionary(pair => pair.Full.Id, pair => pair.Cut);
        foreach (var churn in Definitions)
        {
            for (var customer = 0; customer < full.CustomerCount; customer++)
            {
                var expected = known.TryGetValue(full.Ids[customer], out var history) ? CustomerStatusRule.StatusOf(history, asOf, churn) : CustomerStatus.InsufficientHistory;
                Assert.Equal(expected, CustomerStatusRule.StatusOf(full.Customer(customer), asOf, churn));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Histories))]
    public void Count_Contracts_AreTheSame(int seed, int daysBefore)
    {
        var (full, cut, asOf) = Cut(seed, daysBefore);
        var (expected, actual) = (ContractLifetimes.From(new InMemoryHistory(cut), asOf), ContractLifetimes.From(new InMemoryHistory(full), asOf));
        Assert.Equal(expected.Ended, actual.Ended);
        Assert.Equal(expected.Running, actual.Running);
    }

    [Theory]
    [MemberData(nameof(Histories))]
    public void Collect_Purchases_AreTheSame(int seed, int daysBefore)
    {
        var (full, cut, asOf) = Cut(seed, daysBefore);
        var options = new PurchaseBaseOptions { GroupBy = "segment" };
        var (expected, actual) = (PurchaseBase.Collect(new InMemoryHistory(cut), asOf, options: options), PurchaseBase.Collect(new InMemoryHistory(full), asOf, options: options));
        Assert.Equal(expected.Ids, actual.Ids);
        Assert.Equal(expected.Summaries, actual.Summaries);
        Assert.Equal(expected.Groups, actual.Groups);
    }

    /// <summary>What <c>train --as-of</c> learns from.</summary>
    [Theory]
    [MemberData(nameof(Histories))]
    public void Build_SnapshotsOfAHistoryUntilTheDate_AreTheSame(int seed, int daysBefore)
    {
        var (full, cut, asOf) = Cut(seed, daysBefore);
        AsOfDate[] dates = [.. new[] { -200, -100, -30 }.Select(days => full.TimeAxis.AsOf(asOf.Date.AddDays(days)))];
        foreach (var churn in Definitions.Where(churn => churn.Kind != ChurnKind.Label))
        {
            var expected = SnapshotBuilder.Build(new HistoryUntil(new InMemoryHistory(cut), asOf), FullHistory.Schema(), dates, churn);
            var actual = SnapshotBuilder.Build(new HistoryUntil(new InMemoryHistory(full), asOf), FullHistory.Schema(), dates, churn);
            Assert.All(expected.Zip(actual), pair => Assert.Equal(Contents(pair.First, cut), Contents(pair.Second, full)));
        }
    }

    /// <summary>Customers with everything a snapshot says of them; an event that was not observed is none.</summary>
    private static IReadOnlyList<string> Contents(SnapshotTable table, EventStore store)
    {
        float Observed(float days) => days < table.ObservedDays ? days : float.PositiveInfinity;
        string Money(IReadOnlyDictionary<int, float[]> columns, int row) => string.Join(' ', columns.OrderBy(pair => pair.Key).Select(pair => pair.Value[row]));
        return [.. table.CustomerIndex.Select((customer, row) => string.Join(
            ' ',
            store.Ids[customer], table.Churned[row], Observed(table.EventDays[row]), Observed(table.EventKnownDays[row]),
            Money(table.GrossSpend, row), Money(table.NetSpend, row), Money(table.Margin, row), string.Join(' ', table.Features.Row(row).ToArray())))];
    }

    private static (EventStore Full, EventStore Cut, AsOfDate AsOf) Cut(int seed, int daysBefore)
    {
        var rows = new LateRows(seed).Of(StoredRows.Of(FullHistory.Build(150).Build()));
        var full = rows.Build();
        var asOf = full.TimeAxis.AsOf(FeatureProbe.Date.AddDays(-daysBefore));
        return (full, rows.KnownBefore(asOf.Instant).Build(full), asOf);
    }

    private static IEnumerable<(CustomerHistory Full, CustomerHistory Cut)> InBoth(EventStore full, EventStore cut)
    {
        for (var customer = 0; customer < cut.CustomerCount; customer++)
        {
            Assert.True(full.Ids.TryFind(cut.Ids[customer], out var other));
            yield return (full.Customer(other), cut.Customer(customer));
        }
    }
}

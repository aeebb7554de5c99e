using System.Text.Json;
using ChurnPredict.Features;
using ChurnPredict.History;
using ChurnPredict.Labels;

namespace ChurnPredict.Tests.Features;

public sealed class ConsistencyTests
{
    private static readonly EventStore Store = FullHistory.Build(150).Build();
    private static readonly InMemoryHistory Source = new(Store);
    private static readonly FeatureSchema Schema = FeatureSchemaBuilder.Build(Source);
    private static readonly AsOfDate[] Dates = [Store.TimeAxis.AsOf(FeatureProbe.Date.AddDays(-120)), Store.TimeAxis.AsOf(FeatureProbe.Date)];

    [Fact]
    public void Build_OneOrManyThreads_SameBytes()
    {
        var one = SnapshotBuilder.Build(Source, Schema, Dates, new ChurnDefinition(), threadCount: 1);
        var many = SnapshotBuilder.Build(Source, Schema, Dates, new ChurnDefinition(), threadCount: 4);
        foreach (var (left, right) in one.Zip(many))
        {
            Assert.Equal(left.CustomerIndex, right.CustomerIndex);
            Assert.Equal(Bits(left.Features.Values), Bits(right.Features.Values));
            Assert.Equal(left.Churned, right.Churned);
            Assert.Equal(JsonSerializer.Serialize(left.Reference), JsonSerializer.Serialize(right.Reference));
        }
    }

    [Fact]
    public void BuildSome_SampleOfCustomers_RowsAreTheSameAndThePopulationIsKnown()
    {
        var whole = SnapshotBuilder.Build(Source, Schema, Dates, new ChurnDefinition());
        var sample = SnapshotBuilder.BuildSome(
            Source, Schema, Dates, [.. whole.Select(table => table.Reference)], new ChurnDefinition(),
            [.. Dates.Select(date => (Func<int[], int[]>)(everyone => SnapshotSample.Choose(everyone, 40, 1, date.Date)))], 2, null, CancellationToken.None);
        foreach (var (all, some) in whole.Zip(sample))
        {
            Assert.InRange(some.Features.RowCount, 20, 60);
            Assert.Equal(all.CustomerIndex, some.Population);
            Assert.Equal(all.CustomerIndex, all.Population);
            for (var row = 0; row < some.Features.RowCount; row++)
                Assert.Equal(Bits(all.Features.Row(Array.IndexOf(all.CustomerIndex, some.CustomerIndex[row])).ToArray()), Bits(some.Features.Row(row).ToArray()));
        }
    }

    [Fact]
    public void Compute_SingleCustomer_SameBytesAsSnapshot()
    {
        var snapshot = SnapshotBuilder.Build(Source, Schema, Dates, new ChurnDefinition())[1];
        var calculator = new FeatureCalculator(Schema, snapshot.Reference);
        var row = new float[Schema.Count];
        for (var index = 0; index < snapshot.CustomerIndex.Length; index++)
        {
            calculator.Compute(Store.Customer(snapshot.CustomerIndex[index]), Dates[1], row);
            Assert.Equal(Bits(snapshot.Features.Row(index).ToArray()), Bits(row));
        }
    }

    [Fact]
    public void Compute_ReferenceReadBack_SameBytes()
    {
        var reference = FeatureReferenceFitter.Fit(Source, Schema, Dates[1]);
        var readBack = JsonSerializer.Deserialize<FeatureReference>(JsonSerializer.Serialize(reference))!;
        Assert.Equal(JsonSerializer.Serialize(reference), JsonSerializer.Serialize(readBack));
        Assert.Equal(2, readBack.PurchaseModels.Count);
        Assert.Equal(Bits(Row(reference, 3)), Bits(Row(readBack, 3)));
    }

    [Fact]
    public void Compute_CustomerAlone_SameBytesAsAmongAll()
    {
        var reference = FeatureReferenceFitter.Fit(Source, Schema, Dates[1]);
        var calculator = new FeatureCalculator(Schema, reference);
        Assert.True(Store.Ids.TryFind("customer-7", out var among));
        var alone = AloneLike(Store, "customer-7");
        Assert.True(alone.Ids.TryFind("customer-7", out var single));
        var (left, right) = (new float[Schema.Count], new float[Schema.Count]);
        calculator.Compute(Store.Customer(among), Dates[1], left);
        calculator.Compute(alone.Customer(single), Dates[1], right);
        Assert.Equal(Bits(left), Bits(right));
    }

    [Fact]
    public void Compute_SchemaOfSomeFeatures_GivesTheSameValues()
    {
        var reference = FeatureReferenceFitter.Fit(Source, Schema, Dates[1]);
        var full = Row(reference, 5);
        var some = Schema with { Features = [.. Schema.Features.Where((_, index) => index % 3 == 0).Reverse()] };
        var row = new float[some.Count];
        new FeatureCalculator(some, reference).Compute(Store.Customer(5), Dates[1], row);
        Assert.Equal(Bits([.. full.Where((_, index) => index % 3 == 0).Reverse()]), Bits(row));
    }

    [Fact]
    public void Schema_UnknownFeature_IsRefusedByName()
    {
        var schema = Schema with { Features = [.. Schema.Features, new FeatureDefinition("moon_phase", FeatureGroup.Calendar, "share", "No.")] };
        var exception = Assert.Throws<InvalidModelFileException>(() => new FeatureCalculator(schema, new FeatureReference()));
        Assert.Contains("moon_phase", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compute_EveryCustomer_IsNeverInfinite()
    {
        var snapshot = SnapshotBuilder.Build(Source, Schema, Dates, new ChurnDefinition { Population = ChurnPopulation.All })[1];
        Assert.DoesNotContain(snapshot.Features.Values, float.IsInfinity);
    }

    [Fact]
    public void Schema_FullHistory_HasUniqueNamesAndEveryGroup()
    {
        Assert.Equal(Schema.Count, Schema.Features.Select(feature => feature.Name).Distinct().Count());
        Assert.Equal(Enum.GetValues<FeatureGroup>(), Schema.Features.Select(feature => feature.Group).Distinct().Order());
        Assert.All(Schema.Features, feature => Assert.EndsWith(".", feature.Definition, StringComparison.Ordinal));
    }

    private static float[] Row(FeatureReference reference, int customer)
    {
        var row = new float[Schema.Count];
        new FeatureCalculator(Schema, reference).Compute(Store.Customer(customer), Dates[1], row);
        return row;
    }

    private static int[] Bits(float[] values) => Array.ConvertAll(values, BitConverter.SingleToInt32Bits);

    // The same customers' rows, generated again into a store that looks like a part of the other one.
    private static EventStore AloneLike(EventStore store, string id) => FullHistory.Alone(EventStoreBuilder.Like(store), id).Build();
}

using ChurnPredict.Boosting;
using ChurnPredict.History;
using ChurnPredict.Labels;
using ChurnPredict.Learning;

namespace ChurnPredict.Tests.Learning;

public sealed class SnapshotSetTests
{
    private static readonly DateOnly Start = new(2025, 1, 1);
    private static readonly ChurnDefinition Churn = new() { HorizonDays = 60 };

    [Fact]
    public void First_TwoSnapshots_StandsInOrderOfDate()
    {
        var rows = Set().First(2);
        Assert.Equal([0f, 1, 30, 31], rows.Features.Values);
        Assert.Equal([1f, 0, 1, 0], rows.Labels);
    }

    [Fact]
    public void First_OneSnapshot_HasItsRowsOnly() => Assert.Equal([0f, 1], Set().First(1).Features.Values);

    [Fact]
    public void First_AfterALargerPrefix_HasTheSameRows()
    {
        var set = Set();
        Assert.Equal(6, set.First(3).Labels.Length);
        Assert.Equal([1f, 0, 1, 0], set.First(2).Labels);
        Assert.Equal(4, set.First(2).Features.RowCount);
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 0, 2)]
    [InlineData(2, 1, 4)]
    [InlineData(3, 3, 8)]
    public void TrainableFor_Origin_IsThoseOfFinishedWindowsAndTheRestAddsRows(int origin, int trainable, int rows) =>
        Assert.Equal((trainable, rows), (Set().TrainableFor(origin), Set().RowsFor(origin)));

    /// <summary>At the third snapshot the first one is finished; of the second, 30 days are over, and its first customer ordered on day 40.</summary>
    [Fact]
    public void For_SnapshotWithUnfinishedOnesBeforeIt_EndsWithWhatWasKnownOfThem()
    {
        var rows = Set().For(2);
        Assert.Equal([0f, 1, 30, 31], rows.Features.Values.Take(4));
        Assert.Equal([1f, 0, 0.75f, 0], rows.Labels);
        Assert.Equal([30f, 31], Set().UnfinishedRows(2).Values);
    }

    [Fact]
    public void For_ModelForUse_LearnsFromAllAndFromWhatReachesBeyondTheData()
    {
        var rows = Set().For(3);
        Assert.Equal([0f, 1, 30, 31, 60, 61, 90, 91], rows.Features.Values);
        Assert.Equal([1f, 0, 1, 0, 1, 0, 0.875f, 0], rows.Labels);
    }

    [Fact]
    public void For_OrderIngestedAfterTheOrigin_IsNotKnownThere()
    {
        var late = new SnapshotSet([Table(0), Table(30) with { EventKnownDays = [float.PositiveInfinity, 31] }, Table(60)], Churn, [], 1);
        Assert.Equal([1f, 0, 0.75f, 0.75f], late.For(2).Labels);
    }

    /// <summary>60 days over the night that clocks go forward are an hour short, which as float is a little less than the same as double.</summary>
    [Fact]
    public void For_OrderAtTheVeryInstantOfTheOrigin_IsNotKnownThere()
    {
        var axis = new TimeAxis("Europe/Berlin");
        var days = (float)Instants.DaysBetween(axis.AsOf(new(2025, 2, 1)).Instant, axis.AsOf(new(2025, 4, 2)).Instant);
        SnapshotTable[] tables = [Table(0), .. new[] { new DateOnly(2025, 2, 1), new(2025, 4, 2) }.Select(date => Table(0) with { AsOf = axis.AsOf(date) })];
        tables[1] = tables[1] with { EventDays = [float.PositiveInfinity, days] };
        Assert.Equal([1f, 0, 0.75f, 0.75f], new SnapshotSet(tables, new ChurnDefinition { HorizonDays = 80 }, [], 1).For(2).Labels);
    }

    [Fact]
    public void For_Cancellations_KnowsThemAndGuessesWhoStays()
    {
        var set = new SnapshotSet([.. Set().Tables.Select(table => table with { Churned = [0, 1] })], Churn with { Kind = ChurnKind.Cancellation }, [], 1);
        Assert.Equal([0f, 1, 0.25f, 1], set.For(2).Labels);
    }

    [Fact]
    public void For_SeveralThreads_GivesTheSameLabels()
    {
        var set = Set();
        var labels = new float[16][];
        Parallel.For(0, 16, index => labels[index] = set.For(2 + (index % 2)).Labels);
        Assert.All(labels.Index(), pair => Assert.Equal(Set().For(2 + (pair.Index % 2)).Labels, pair.Item));
    }

    [Fact]
    public void For_GroupsOfOneSnapshot_LearnsFromThoseBeforeOnly()
    {
        var groups = new SnapshotSet([Table(0), Table(0), Table(0)], new ChurnDefinition { Kind = ChurnKind.Label, HorizonDays = 60 }, [], 1);
        Assert.Equal((1, 2, 2), (groups.TrainableFor(1), groups.RowsFor(1), groups.For(1).Labels.Length));
        Assert.Equal((3, 6), (groups.TrainableFor(3), groups.RowsFor(3)));
    }

    [Fact]
    public void BaseRates_SnapshotsOfFewerThan20OfEitherClass_AreLeftOut()
    {
        var set = new SnapshotSet([Group(0, 0), Group(19, 40), Group(20, 60), Group(100, 19), Group(30, 20)], Churn, [], 1);
        Assert.Equal([0.25], set.BaseRates(4));
        Assert.Equal([0.25, 0.6], set.BaseRates(5));
        Assert.Empty(set.BaseRates(2));
    }

    private static SnapshotTable Group(int churned, int kept) => Table(0) with
    {
        Features = new FeatureMatrix(new float[churned + kept], churned + kept, 1),
        Churned = [.. Enumerable.Repeat(1f, churned), .. Enumerable.Repeat(0f, kept)],
    };

    /// <summary>Three finished snapshots of two rows each, and one whose window the data cut off; a row's value is its day and number. The first
    /// customer stays silent, the second orders after ten days.</summary>
    private static SnapshotSet Set() => new([Table(0), Table(30), Table(60)], Churn, [Table(90)], 1);

    private static SnapshotTable Table(int day) => new()
    {
        AsOf = new TimeAxis().AsOf(Start.AddDays(day)),
        Reference = null!,
        Features = new FeatureMatrix([day, day + 1], 2, 1),
        CustomerIndex = [0, 1],
        Churned = [1, 0],
        GrossSpend = new Dictionary<int, float[]>(),
        NetSpend = new Dictionary<int, float[]>(),
        Margin = new Dictionary<int, float[]>(),
        EventDays = [float.PositiveInfinity, 10],
        ObservedDays = 30,
        LeftOut = new Dictionary<CustomerStatus, int>(),
    };
}

using ChurnPredict.History;

namespace ChurnPredict.Tests.History;

public sealed class ObservedStartTests
{
    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 40)]
    [InlineData(3, 400)]
    public void Before_RandomEvents_IsTheFirstOfThoseKnown(int seed, int count)
    {
        var random = new Random(seed);
        var (start, other) = (new ObservedStart(), new ObservedStart());
        var events = Enumerable.Range(0, count).Select(_ => (At: (long)random.Next(100), IngestedAt: random.Next(3) == 0 ? Instants.Missing : random.Next(200))).ToArray();
        foreach (var (at, ingestedAt) in events) (random.Next(2) == 0 ? start : other).Add(at, ingestedAt);
        start.Add(other);
        for (var instant = 0L; instant < 210; instant++)
        {
            var known = events.Where(each => each.At < instant && each.IngestedAt < instant).Select(each => (long?)each.At);
            Assert.Equal(known.Min(), start.Before(instant));
        }
    }

    [Fact]
    public void Like_StoreOfLateRows_BeginsAsThatDoes()
    {
        var store = new EventStoreBuilder().Add(new TransactionRow("a", 5, 1) { IngestedAt = 50 }).Add(new TransactionRow("a", 20, 1)).Build();
        var alone = EventStoreBuilder.Like(store).Add(new TransactionRow("z", 30, 1)).Build();
        Assert.Equal([5, 20, 20, 5], new long[] { 20, 21, 50, 51 }.Select(alone.FirstEventKnownBefore));
    }
}

using System.Collections;
using System.Reflection;
using ChurnPredict.History;

namespace ChurnPredict.Tests.History;

public sealed class SpilledHistoryTests
{
    [Theory]
    [InlineData(11, 300, 64, 1)]
    [InlineData(12, 300, 1000, 2)]
    [InlineData(13, 3, 7, 2)]
    public void Parts_OfASpilledHistory_AreThoseOfTheOneInMemory(int seed, int customers, int rowsPerGroup, int threads)
    {
        using var folder = new HistoryFolder();
        new RandomHistory(seed, customers).Write(folder, rowsPerGroup);
        using var whole = folder.Open();
        using var spilled = HistoryReader.Open(folder.Path, new HistoryReaderOptions { ThreadCount = threads, MemoryBytes = customers * 50 });
        var store = whole.Parts().Single();

        foreach (var walk in new[] { 1, 2 })
        {
            var parts = spilled.Parts().ToArray();
            Assert.True(parts.Length > 1, $"walk {walk}: {parts.Length} parts");
            Assert.Equal(StoreAssert.Ids(store), parts.SelectMany(StoreAssert.Ids));
            AssertTablesAlike(store, parts, typeof(EventStore).GetProperties().Where(property => property.Name.EndsWith('s') || property.PropertyType.IsSubclassOf(typeof(EventTable))));
        }

        Assert.Equal((whole.CustomerCount, whole.FirstEventAt, whole.LastEventAt), (spilled.CustomerCount, spilled.FirstEventAt, spilled.LastEventAt));
        Assert.Equal(whole.Quality.Tables.Select(table => (table.Table, table.RowsRead, table.RowsKept)), spilled.Quality.Tables.Select(table => (table.Table, table.RowsRead, table.RowsKept)));
    }

    [Fact]
    public void Parts_FirstCustomers_CountUp()
    {
        using var folder = new HistoryFolder();
        new RandomHistory(14, 200).Write(folder, 100);
        using var spilled = HistoryReader.Open(folder.Path, new HistoryReaderOptions { MemoryBytes = 20_000 });
        var next = 0;
        foreach (var part in spilled.Parts())
        {
            Assert.Equal(next, part.FirstCustomer);
            next += part.CustomerCount;
        }

        Assert.Equal(spilled.CustomerCount, next);
    }

    /// <summary>Whoever never became a customer, or not yet, is told from nobody, in every part.</summary>
    [Fact]
    public void Parts_ReferrerWhoIsNoCustomer_IsToldFromNobody()
    {
        using var folder = new HistoryFolder();
        var history = new RandomHistory(16, 200);
        history.Customers.Clear();
        foreach (var id in history.Transactions.Select(row => row.CustomerId).Distinct().ToArray())
            history.Customers.Add(new CustomerRow(id) { ReferredBy = id.StartsWith("00", StringComparison.Ordinal) ? "nobody's customer" : null });
        history.Write(folder, 100);
        using var spilled = HistoryReader.Open(folder.Path, new HistoryReaderOptions { MemoryBytes = 20_000 });
        var parts = spilled.Parts().ToArray();

        Assert.True(parts.Length > 1);
        foreach (var part in parts)
        {
            for (var customer = 0; customer < part.CustomerCount; customer++)
            {
                var (begin, end) = (part.Customers!.Start[customer], part.Customers.Start[customer + 1]);
                var expected = part.Ids[customer].StartsWith("00", StringComparison.Ordinal) ? CustomerTable.UnknownReferrer : Vocabulary.Missing;
                Assert.All(part.Customers.ReferredBy![begin..end], referrer => Assert.Equal(expected, referrer));
            }
        }
    }

    [Fact]
    public void Open_HistoryThatFits_IsOnePart()
    {
        using var folder = new HistoryFolder();
        new RandomHistory(15, 50).Write(folder, 100);
        using var source = HistoryReader.Open(folder.Path, new HistoryReaderOptions { MemoryBytes = 1L << 30 });

        Assert.Single(source.Parts());
    }

    /// <summary>Arrays by row are those of the whole, cut; arrays of starts count from 0 in each part.</summary>
    private static void AssertTablesAlike(EventStore whole, EventStore[] parts, IEnumerable<PropertyInfo> tables)
    {
        foreach (var table in tables.Where(property => property.PropertyType.Name.EndsWith("Table", StringComparison.Ordinal)))
        {
            var expected = table.GetValue(whole)!;
            foreach (var column in expected.GetType().GetProperties().Where(property => property.PropertyType.IsArray))
            {
                var values = ((IEnumerable?)column.GetValue(expected))?.Cast<object?>().ToArray();
                var ofParts = parts.Select(part => ((IEnumerable?)column.GetValue(table.GetValue(part)))?.Cast<object?>().ToArray()).ToArray();
                if (column.Name is "Start" or "ReferralStart") (values, ofParts) = (Lengths(values), Array.ConvertAll(ofParts, Lengths));
                Assert.True(values is null ? ofParts.All(part => part is null) : values.SequenceEqual(ofParts.SelectMany(part => part!)), $"{table.Name}.{column.Name}");
            }
        }
    }

    private static object?[]? Lengths(object?[]? start) => start?.Skip(1).Select((end, index) => (object?)((int)end! - (int)start[index]!)).ToArray();
}

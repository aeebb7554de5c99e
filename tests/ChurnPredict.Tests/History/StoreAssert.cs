using System.Collections;
using ChurnPredict.History;

namespace ChurnPredict.Tests.History;

/// <summary>Compares stores array by array.</summary>
internal static class StoreAssert
{
    public static void Equal(EventStore expected, EventStore actual)
    {
        Assert.Equal(Ids(expected), Ids(actual));
        Assert.Equal((expected.FirstEventAt, expected.LastEventAt, expected.FirstCustomer), (actual.FirstEventAt, actual.LastEventAt, actual.FirstCustomer));
        Assert.All(expected.Transactions.OccurredAt, at => Assert.Equal(expected.FirstEventKnownBefore(at), actual.FirstEventKnownBefore(at)));
        Equal(expected.Vocabularies, actual.Vocabularies, "vocabularies");
        Equal(expected.Transactions, actual.Transactions, "transactions");
        Equal(expected.Customers, actual.Customers, "customers");
        Equal(expected.Engagement, actual.Engagement, "engagement");
        Equal(expected.Satisfaction, actual.Satisfaction, "satisfaction");
        Equal(expected.Support, actual.Support, "support");
        Equal(expected.Touches, actual.Touches, "touches");
    }

    public static string[] Ids(EventStore store) => [.. Enumerable.Range(0, store.CustomerCount).Select(customer => store.Ids[customer])];

    private static void Equal(object? expected, object? actual, string path)
    {
        Assert.True(expected is null == actual is null, $"{path}: expected {expected ?? "null"}, found {actual ?? "null"}");
        if (expected is null) return;
        foreach (var property in expected.GetType().GetProperties().Where(property => property.GetIndexParameters().Length == 0))
        {
            if (property.Name == "DuplicateRowCount") continue;
            var (left, right) = (property.GetValue(expected), property.GetValue(actual));
            var name = $"{path}.{property.Name}";
            if (left is Vocabulary words) Assert.Equal(words.Words, ((Vocabulary)right!).Words);
            else if (left is IReadOnlyList<AttributeColumn> columns) Attributes(columns, (IReadOnlyList<AttributeColumn>)right!, name);
            else if (left is IEnumerable values) Assert.True(right is not null && values.Cast<object?>().SequenceEqual(((IEnumerable)right).Cast<object?>()), name);
            else Assert.True(Equals(left, right), $"{name}: expected {left ?? "null"}, found {right ?? "null"}");
        }
    }

    private static void Attributes(IReadOnlyList<AttributeColumn> expected, IReadOnlyList<AttributeColumn> actual, string name)
    {
        Assert.Equal(expected.Select(column => column.Name), actual.Select(column => column.Name));
        foreach (var (left, right) in expected.Zip(actual))
        {
            Assert.True(left.Numbers is null == right.Numbers is null, name);
            if (left.Numbers is not null) Assert.Equal(left.Numbers, right.Numbers!);
            else Assert.Equal(left.Codes!, right.Codes!);
            Assert.Equal(left.Words?.Words, right.Words?.Words);
        }
    }
}

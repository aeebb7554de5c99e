namespace ChurnPredict.Server.Tests;

/// <summary>Tests that share the one trained model.</summary>
[CollectionDefinition(Name)]
public sealed class ServedHistoryGroup : ICollectionFixture<ServedHistory>
{
    public const string Name = "served history";
}

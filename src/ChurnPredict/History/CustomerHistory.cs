namespace ChurnPredict.History;

/// <summary>One customer's part of an <see cref="EventStore"/>; costs nothing to make.</summary>
/// <param name="Store">The history.</param>
/// <param name="Customer">0 to customers − 1.</param>
public readonly record struct CustomerHistory(EventStore Store, int Customer)
{
    /// <summary>The customer's id.</summary>
    public string Id => Store.Ids[Customer];
}

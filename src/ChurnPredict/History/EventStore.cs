namespace ChurnPredict.History;

/// <summary>
/// The history of many customers: every table by customer and in time order, in flat arrays. Immutable after loading.
/// Customers stand in canonical order (hash partition of the id, then the id in ordinal order), so that results do not depend
/// on how the history was read. Tables that the history lacks are null.
/// </summary>
public sealed class EventStore
{
    /// <summary>Ids of the customers, in canonical order.</summary>
    public required CustomerIds Ids { get; init; }

    /// <summary>How many customers of the history stand in earlier parts; 0 where the history is one part.</summary>
    public int FirstCustomer { get; init; }

    /// <summary>Number of customers.</summary>
    public int CustomerCount => Ids.Count;

    /// <summary>What <c>history.yaml</c> says.</summary>
    public required HistoryDescription Description { get; init; }

    /// <summary>Dates and instants of the history's zone.</summary>
    public required TimeAxis TimeAxis { get; init; }

    /// <summary>Order lines and refunds.</summary>
    public required TransactionTable Transactions { get; init; }

    /// <summary>Customers' attributes.</summary>
    public CustomerTable? Customers { get; init; }

    /// <summary>Engagement events.</summary>
    public EngagementTable? Engagement { get; init; }

    /// <summary>Satisfaction questions and answers.</summary>
    public SatisfactionTable? Satisfaction { get; init; }

    /// <summary>Support tickets.</summary>
    public SupportTable? Support { get; init; }

    /// <summary>Campaign contacts.</summary>
    public TouchTable? Touches { get; init; }

    /// <summary>Words behind the codes, shared by all parts of one history.</summary>
    public required HistoryVocabularies Vocabularies { get; init; }

    /// <summary>Earliest instant of any event in the whole history, microseconds UTC.</summary>
    public required long FirstEventAt { get; init; }

    /// <summary>When that was as far as was known at some instant; null = always <see cref="FirstEventAt"/>.</summary>
    public ObservedStart? ObservedStart { get; init; }

    /// <summary>Latest instant of any event in the whole history that is not in the future, microseconds UTC; of any event where more than 1 % of them are.</summary>
    public required long LastEventAt { get; init; }

    /// <summary>Earliest instant of any event that was known before an instant, microseconds UTC; of any event where none was.</summary>
    /// <param name="instant">Microseconds UTC.</param>
    public long FirstEventKnownBefore(long instant) => ObservedStart?.Before(instant) ?? FirstEventAt;

    /// <summary>One customer's history.</summary>
    /// <param name="customer">0 to <see cref="CustomerCount"/> − 1.</param>
    public CustomerHistory Customer(int customer) => new(this, customer);
}

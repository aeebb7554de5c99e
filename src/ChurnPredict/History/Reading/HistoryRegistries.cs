namespace ChurnPredict.History;

/// <summary>What all rows of a history share while they are read: customers' ids, words, currencies and findings. Safe for
/// several threads.</summary>
internal sealed class HistoryRegistries
{
    private readonly SortedDictionary<string, WordRegistry> _words = new(StringComparer.Ordinal);

    public HistoryRegistries()
    {
        Shards = new IdShard[CustomerIds.PartitionCount];
        for (var partition = 0; partition < Shards.Length; partition++) Shards[partition] = new IdShard();
    }

    /// <summary>Whether shards keep when each customer's first event was known: only referrals need it.</summary>
    public bool TracksFirstEvents { get; set; }

    /// <summary>Customers by hash partition.</summary>
    public IdShard[] Shards { get; }

    /// <summary>Ids of referring customers, which need not be customers of the history.</summary>
    public WordRegistry Referrers { get; } = new();

    /// <summary>What was noticed.</summary>
    public FindingCollector Findings { get; } = new();

    /// <summary>Names of the vocabularies and attributes that words were asked of.</summary>
    public IReadOnlyList<string> WordNames
    {
        get
        {
            lock (_words) return [.. _words.Keys];
        }
    }

    /// <summary>The words of a vocabulary or of an attribute.</summary>
    public WordRegistry Words(string name)
    {
        lock (_words)
        {
            if (!_words.TryGetValue(name, out var registry)) _words.Add(name, registry = new WordRegistry());
            return registry;
        }
    }
}

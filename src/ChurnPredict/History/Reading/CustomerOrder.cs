namespace ChurnPredict.History;

/// <summary>All customers of a history in canonical order: which partition begins where, and where each number of a shard went.</summary>
internal sealed class CustomerOrder
{
    private readonly byte[] _bytes;
    private readonly long[] _offsets;

    private CustomerOrder(int[][] ranks, int[] firstCustomer, byte[] bytes, long[] offsets) =>
        (Ranks, FirstCustomer, _bytes, _offsets) = (ranks, firstCustomer, bytes, offsets);

    /// <summary>By partition and number in the shard: the place among the partition's customers.</summary>
    public int[][] Ranks { get; }

    /// <summary>Customers of partition p are <c>FirstCustomer[p]..FirstCustomer[p + 1]</c>.</summary>
    public int[] FirstCustomer { get; }

    public int Count => FirstCustomer[^1];

    public static CustomerOrder Create(IdShard[] shards, int threadCount, CancellationToken cancellationToken)
    {
        var ranks = new int[shards.Length][];
        var ids = new byte[shards.Length][][];
        ParallelWork.For(shards.Length, threadCount, partition => (ids[partition], ranks[partition]) = shards[partition].Sort(), cancellationToken);
        var firstCustomer = new int[shards.Length + 1];
        for (var partition = 0; partition < shards.Length; partition++) firstCustomer[partition + 1] = firstCustomer[partition] + ids[partition].Length;
        var bytes = new byte[ids.Sum(partition => partition.Sum(id => id.Length))];
        var offsets = new long[firstCustomer[^1] + 1];
        var customer = 0;
        foreach (var id in ids.SelectMany(partition => partition))
        {
            id.CopyTo(bytes, offsets[customer]);
            offsets[customer + 1] = offsets[customer] + id.Length;
            customer++;
        }

        return new CustomerOrder(ranks, firstCustomer, bytes, offsets);
    }

    /// <summary>The ids of the customers in some partitions.</summary>
    public CustomerIds Ids(int firstPartition, int partitionsEnd)
    {
        var (begin, end) = (FirstCustomer[firstPartition], FirstCustomer[partitionsEnd]);
        if (begin == 0 && end == Count) return new CustomerIds(_bytes, _offsets);
        var shift = _offsets[begin];
        return new CustomerIds(_bytes[(int)shift..(int)_offsets[end]], Array.ConvertAll(_offsets[begin..(end + 1)], offset => offset - shift));
    }
}

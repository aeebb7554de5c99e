namespace ChurnPredict.Boosting;

/// <summary>
/// The way to every leaf of one tree, one item for each distinct feature on it: which decisions a row must share to agree
/// with the way, and the share of the training weight that agrees (the zero fraction of Lundberg et al. 2018).
/// </summary>
internal sealed class LeafPaths
{
    /// <summary>Distinct features on one way that explanations take; a bit mask holds as many.</summary>
    public const int MaxItems = 64;

    /// <exception cref="ArgumentException">More than <see cref="MaxItems"/> distinct features lie on one way.</exception>
    public LeafPaths(DecisionTree tree)
    {
        Tree = tree;
        var parents = LeafParents.Of(tree);
        ItemStarts = new int[tree.Leaves.Length + 1];
        var (features, fractions, conditionStarts, conditions) = (new List<int>(), new List<double>(), new List<int>(), new List<int>());
        for (var leaf = 0; leaf < tree.Leaves.Length; leaf++)
        {
            // Grouping keeps the order of first appearance, so sums run in one order everywhere.
            foreach (var item in parents.WayTo(leaf).GroupBy(step => tree.Nodes[step.Node].Feature))
            {
                features.Add(item.Key);
                fractions.Add(item.Aggregate(1.0, (product, step) => product * parents.Share(step)));
                conditionStarts.Add(conditions.Count);
                conditions.AddRange(item.Select(step => step.GoesLeft ? step.Node : ~step.Node));
            }

            ItemStarts[leaf + 1] = features.Count;
            if (ItemStarts[leaf + 1] - ItemStarts[leaf] > MaxItems)
                throw new ArgumentException($"a leaf lies behind more than {MaxItems} distinct features; explanations take at most that");
        }

        conditionStarts.Add(conditions.Count);
        (Features, Fractions) = ([.. features], [.. fractions]);
        (ConditionStarts, Conditions) = ([.. conditionStarts], [.. conditions]);
    }

    /// <summary>The tree.</summary>
    public DecisionTree Tree { get; }

    /// <summary>Items of leaf <c>i</c> are <c>[ItemStarts[i], ItemStarts[i + 1])</c>.</summary>
    public int[] ItemStarts { get; }

    /// <summary>An item's feature.</summary>
    public int[] Features { get; }

    /// <summary>An item's share of the training weight that takes the same decisions on its feature, in [0, 1].</summary>
    public double[] Fractions { get; }

    /// <summary>Conditions of item <c>i</c> are <c>[ConditionStarts[i], ConditionStarts[i + 1])</c>.</summary>
    public int[] ConditionStarts { get; }

    /// <summary>A node where the way goes left, or the complement of one where it goes right.</summary>
    public int[] Conditions { get; }

    /// <summary>What a row scores on average over the training weight: the leaf values by the shares of their ways.</summary>
    public double ExpectedValue()
    {
        var sum = 0.0;
        for (var leaf = 0; leaf < Tree.Leaves.Length; leaf++)
        {
            var share = 1.0;
            for (var item = ItemStarts[leaf]; item < ItemStarts[leaf + 1]; item++) share *= Fractions[item];
            sum += Tree.Leaves[leaf].Value * share;
        }

        return sum;
    }

    /// <summary>The items of a leaf that a single row agrees with, one bit an item.</summary>
    /// <param name="leaf">The leaf.</param>
    /// <param name="goesLeft">One mask a node of the tree, of which bit 0 is the row.</param>
    /// <param name="agreement">Room for <see cref="MaxItems"/> masks; overwritten.</param>
    public ulong AgreedItems(int leaf, ReadOnlySpan<ulong> goesLeft, Span<ulong> agreement)
    {
        var count = ItemStarts[leaf + 1] - ItemStarts[leaf];
        FillAgreement(leaf, goesLeft, agreement);
        var items = 0UL;
        for (var item = 0; item < count; item++) items |= (agreement[item] & 1) << item;
        return items;
    }

    /// <summary>For each item of a leaf, which of up to 64 rows agree with the way.</summary>
    /// <param name="leaf">The leaf.</param>
    /// <param name="goesLeft">One mask a node of the tree: bit <c>r</c> says that row <c>r</c> goes left.</param>
    /// <param name="agreement">Overwritten, one mask an item of the leaf.</param>
    public void FillAgreement(int leaf, ReadOnlySpan<ulong> goesLeft, Span<ulong> agreement)
    {
        var first = ItemStarts[leaf];
        var (starts, conditions) = (ConditionStarts, Conditions);
        for (var item = first; item < ItemStarts[leaf + 1]; item++)
        {
            var agree = ulong.MaxValue;
            for (var index = starts[item]; index < starts[item + 1]; index++)
            {
                // Without a branch, since nobody could predict it: a complement is all ones beside its sign.
                var flip = conditions[index] >> 31;
                agree &= goesLeft[conditions[index] ^ flip] ^ unchecked((ulong)flip);
            }

            agreement[item - first] = agree;
        }
    }
}
